#!/usr/bin/env python3
"""One door to everything: `python3 build.py COMMAND`. Needs Python 3.11 or later and the package registries."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NO_SETUP = "--no-setup"
# The requirements of the commands that need more than the others.
PUBLISHING, TESTING = ("", "publish"), ("", "publish", "test")
PARTS = {
    **dict.fromkeys(("package", "publish", "rollback", "kit"), PUBLISHING),
    **dict.fromkeys(("test", "bench"), TESTING),
}
# The npm packages that few need have a lock of their own.
FORMS = "site_src/program/watch/forms"


def main(arguments):
    """Sets up what the command needs, then runs it inside the project's own environment."""
    sys.path.insert(0, str(ROOT))
    from site_src.program.setup import setup, streams

    streams.make_printable()
    if NO_SETUP in arguments:
        from site_src.program import cli

        return cli.main([argument for argument in arguments if argument != NO_SETUP])
    try:
        command = arguments[0] if arguments else ""
        packages = (".", FORMS) if command == "test" or "--forms" in arguments else (".",)
        setup.ensure(ROOT, PARTS.get(command, ("",)), packages)
    except setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    command = [str(setup.venv_python(ROOT)), str(ROOT / "build.py"), NO_SETUP, *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
