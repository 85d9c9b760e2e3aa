"""A place that rclone reaches: S3, SFTP, WebDAV, FTP, a folder, and some seventy others, all in the same words."""

import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path, PurePosixPath

from site_src.program.messages import msg
from site_src.program.release import ReleaseError

# Before it, a page was written over in place, and a reader could get half of it.
MINIMUM = (1, 63)
NO_FOLDER, NO_FILE = 3, 4
INSTALL = msg(
    "Start the command without --no-setup, which installs it, or install rclone as https://rclone.org/install/ says, "
    "and start again."
)


@cache
def rclone():
    """The path of rclone: the project's own, else the machine's. Raises `ReleaseError` when there is none new enough."""
    own = shutil.which("rclone", path=str(Path(sys.executable).parent))
    found = own or shutil.which("rclone")
    if not found:
        raise ReleaseError(msg("rclone, which copies the files to the host, is missing. {install}", install=INSTALL))
    said = subprocess.run([found, "version"], capture_output=True, text=True).stdout
    version = re.search(r"v(\d+)\.(\d+)", said)
    if not version or tuple(map(int, version.groups())) < MINIMUM:
        wanted = ".".join(map(str, MINIMUM))
        raise ReleaseError(
            msg(
                "{found} is older than rclone {wanted}, which is the first to put files in place whole. {install}",
                found=found,
                wanted=wanted,
                install=INSTALL,
            )
        )
    return found


class Remote:
    """A folder on a host, as rclone names it: `name:path` for one that `rclone config` knows, or a folder of this machine."""

    def __init__(self, name):
        if name.startswith("-") or not name.strip():
            raise ReleaseError(msg('"{name}" is no place. Give one as rclone names it, such as host:www/polku.', name=name))
        self.name, self.program = name, rclone()

    def below(self, path):
        """The name of a path in it."""
        return self.name + ("" if self.name.endswith((":", "/")) else "/") + path

    def take(self, path, patterns, folder):
        """Copies what fits the patterns from the folder *path* in it into *folder*; nothing where it is not there."""
        include = [part for pattern in patterns for part in ("--include", pattern)]
        self._run("copy", self.below(path), str(folder), *include, absent=True)

    def names(self, path=""):
        """The names of the files that lie in a folder of it, without those in folders below."""
        said = self._run("lsf", self.below(path) if path else self.name, "--files-only", "--max-depth", "1", absent=True)
        return set(said.splitlines())

    def left_over(self, names):
        """The parts that a stopped upload left of files with these names: rclone calls them NAME.abcdef12.partial."""
        said = self._run("lsf", self.name, "--recursive", "--files-only", "--include", "*.partial", absent=True)
        return {path for path in said.splitlines() if path.rsplit(".", 2)[0] in names}

    def put(self, folder, names, *options):
        """Copies files of *folder* to the same place in it."""
        if names:
            self._with_list(names, "copy", str(folder), self.name, *options)

    def put_file(self, file, path):
        """Copies one file to a place in it."""
        self._run("copyto", str(file), self.below(path), "--ignore-times")

    def remove(self, names, kept):
        """Removes files, and the folders that they leave empty; none in which one of the files *kept* lies."""
        if not names:
            return
        self._with_list(names, "delete", self.name)
        for folder in sorted(_folders(names) - _folders(kept), key=len, reverse=True):
            # What is not empty stays; on some hosts there are no folders at all.
            subprocess.run([self.program, "rmdir", self.below(folder), "--retries", "1"], capture_output=True)

    def _with_list(self, names, command, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder) / "names"
            listed.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
            self._run(command, *arguments, "--files-from-raw", str(listed))

    def _run(self, command, *arguments, absent=False):
        """Runs rclone; `absent`: what is not there is no error. Returns what it said. Raises `ReleaseError`."""
        # Nobody would see it ask for the password of its settings; so it says how to give one.
        told = [self.program, command, *arguments, "--ask-password=false"]
        done = subprocess.run(told, capture_output=True, text=True, encoding="utf-8")
        if done.returncode == 0 or (absent and done.returncode in (NO_FOLDER, NO_FILE)):
            return done.stdout
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:] or ["it was stopped"]
        # Its own date stands before what it says.
        why = re.sub(r"^[\d/]+ [\d:]+ ", "", last[0])
        raise ReleaseError(
            msg("rclone could not finish ({why}). Mend that and start the same command again: it goes on.", why=why)
        )


def _folders(names):
    return {parent.as_posix() for name in names for parent in PurePosixPath(name).parents} - {"."}
