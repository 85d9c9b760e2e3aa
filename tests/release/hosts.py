"""Web hosts of rclone's own, on this machine: a folder that is reached as S3, by SFTP, by WebDAV or as it is."""

import subprocess
from contextlib import contextmanager

from site_src.program.release.remote import rclone
from tests import ports

USER, SECRET = "publisher", "a-secret-of-this-test"
BUCKET = "www"
SERVED = ("s3", "sftp", "webdav")


def _obscured():
    return subprocess.run([rclone(), "obscure", SECRET], capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def host(kind, folder):
    """Serves *folder*; gives the name of its folder `BUCKET` as rclone knows it."""
    (folder / BUCKET).mkdir(parents=True)
    if kind == "folder":
        yield str(folder / BUCKET)
        return
    port = ports.free()
    at = f"127.0.0.1:{port}"
    serve, name = {
        "s3": (
            ["--auth-key", f"{USER},{SECRET}"],
            f":s3,provider=Rclone,endpoint='http://{at}',access_key_id={USER},secret_access_key={SECRET},"
            f"use_multipart_uploads=false:{BUCKET}",
        ),
        "sftp": (
            ["--user", USER, "--pass", SECRET],
            f":sftp,host=127.0.0.1,port={port},user={USER},pass={_obscured()}:{BUCKET}",
        ),
        "webdav": (
            ["--user", USER, "--pass", SECRET],
            f":webdav,url='http://{at}',vendor=other,user={USER},pass={_obscured()}:{BUCKET}",
        ),
    }[kind]
    running = subprocess.Popen(
        [rclone(), "serve", kind, str(folder), "--addr", at, *serve], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        ports.wait(port, running)
        yield name
    finally:
        running.kill()
        running.wait()
