"""The web servers of this machine, each with the recipe that the build writes and nothing of its own."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from site_src.program.host import hosting
from site_src.program.host.hosting import caddy
from site_src.program.host.hosting.shared import PATH
from tests import ports

OTHER = "a page of the host"
# What a minimal Apache has; mod_env is not among them.
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "unixd")
MODULE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2")
# The servers by their recipe, each with its program.
PROGRAMS = {
    "nginx/kykypolku.conf": "nginx",
    "nginx/kykypolku-location.conf": "nginx",
    "apache/.htaccess": "apache2",
    "apache-below-a-path/.htaccess": "apache2",
    "caddy/Caddyfile": "caddy",
    "caddy-below-a-path/Caddyfile": "caddy",
    "container/Caddyfile": "caddy",
}
BELOW = ("nginx/kykypolku-location.conf", "apache-below-a-path/.htaccess", "caddy-below-a-path/Caddyfile")


def program(recipe):
    """The path of the server's program, or None where the machine has none."""
    return shutil.which(PROGRAMS[recipe], path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def lay_out(site, folder, below):
    """Copies a site to where a host has it, with a page of the host's own beside one that lies below a path."""
    top = folder / "www"
    place = top / PATH[1:] if below else top
    shutil.copytree(site, place)
    if below:
        (top / "index.html").write_text(OTHER, encoding="utf-8")
    # The servers give up their rights before they read.
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return top


@contextmanager
def running(recipe, site, codes, folder, text=""):
    """A server with a recipe, or the `text` of one; gives its address, without a slash at the end."""
    below, text = recipe in BELOW, text or hosting.recipes(codes)[recipe]
    top = lay_out(site, folder, below)
    port = ports.free()
    command = {"nginx": _nginx, "apache2": _apache, "caddy": _caddy}[PROGRAMS[recipe]](text, top, folder, port, below)
    environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "data")}
    log = folder / "log"
    with log.open("wb") as out:
        started = subprocess.Popen([program(recipe), *command], stdout=out, stderr=out, env=environment)
    try:
        try:
            ports.wait(port, started)
        except TimeoutError as error:
            raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-1500:]) from error
        yield f"http://127.0.0.1:{port}{PATH if below else ''}"
    finally:
        started.terminate()
        started.wait(20)


def _nginx(text, top, folder, port, below):
    has_brotli = any(Path("/usr/lib/nginx/modules").glob("*brotli_static*"))
    if not has_brotli:
        # As the recipe says.
        text = text.replace("brotli_static on;", "")
    text = text.replace("/srv/kykypolku/site", str(top)).replace("/srv/sites", str(top)).replace("listen 80;", f"listen {port};")
    if below:
        maps, _, locations = text.partition(f"location = {PATH} ")
        text = f"{maps}server {{ listen {port}; root {top}; location = {PATH} {locations} }}"
    load = "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;" if has_brotli else ""
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    paths = " ".join(f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{load}{user} daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; include /etc/nginx/mime.types; {paths}\n{text}\n}}\n",
        encoding="utf-8",
    )
    return ["-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def _apache(text, top, folder, port, below):
    (top / (PATH[1:] if below else ".") / ".htaccess").write_text(text, encoding="utf-8")
    modules = next(place for place in MODULE_FOLDERS if Path(place).is_dir())
    built_in = subprocess.run([program("apache/.htaccess"), "-l"], capture_output=True, text=True).stdout
    load = "\n".join(f"LoadModule {each}_module {modules}/mod_{each}.so" for each in MODULES if f"mod_{each}.c" not in built_in)
    (folder / "types").write_text("text/html html\ntext/css css\ntext/plain txt\n", encoding="utf-8")
    (folder / "httpd.conf").write_text(
        f"{load}\nServerRoot {folder}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\n"
        f"PidFile {folder}/pid\nErrorLog {folder}/error.log\nTypesConfig {folder}/types\nUser nobody\nGroup nogroup\n"
        f"DocumentRoot {top}\n<Directory {top}>\nAllowOverride All\nRequire all granted\n</Directory>\n",
        encoding="utf-8",
    )
    return ["-f", str(folder / "httpd.conf"), "-D", "FOREGROUND"]


def _caddy(text, top, folder, port, below):
    text = text.replace(caddy.ROOT, str(top / PATH[1:] if below else top)).replace("/srv/site", str(top))
    if below:
        text = f":{port} {{\nroot * {top}\nfile_server\n{text}\n}}\n"
    else:
        text = text.replace("kykypolku.example {", f":{port} {{").replace(":8080 {", f":{port} {{")
    path = folder / "Caddyfile"
    # The container's says it itself.
    alone = "" if text.startswith("{") else "{\n\tadmin off\n}\n"
    path.write_text(alone + text, encoding="utf-8")
    return ["run", "--config", str(path), "--adapter", "caddyfile"]
