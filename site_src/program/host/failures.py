"""What nobody foresaw ends in one sentence for the person, and a report file for who mends it."""

import datetime
import errno
import os
import platform
import tempfile
import traceback
from pathlib import Path

from site_src.program.host import place
from site_src.program.messages import msg, of_system

# Where the machine says no, there is nothing to mend in the program.
MACHINE = {
    errno.ENOSPC: msg("Make room on the disk"),
    errno.EDQUOT: msg("Make room within your quota"),
    errno.EROFS: msg("Choose a place that can be written"),
    errno.EACCES: msg("Ask for the right to use it, or choose another place"),
    errno.EPERM: msg("Ask for the right to use it, or choose another place"),
    errno.EMFILE: msg("Close other programs"),
    errno.ENOMEM: msg("Close other programs"),
}


def told(error, doing, work, quote=True):
    """One sentence about an exception that ended `doing` (such as "build.py check"); where it happened goes into a file
    below `work`, with what the exception said unless `quote` is false: it may say what a resident answered."""
    if isinstance(error, OSError) and error.errno in MACHINE:
        where = f"{error.filename}: " if error.filename else ""
        return msg(
            "{where}{reason}. {machine}, then start {doing} again.",
            where=where,
            reason=of_system(error),
            machine=MACHINE[error.errno],
            doing=doing,
        )
    what = msg("{doing} met a mistake in the program ({name})", doing=doing, name=type(error).__name__)
    report = _write(_report(error, doing, quote), work)
    return (
        msg("{what}. Send {report} to who looks after the program.", what=what, report=report)
        if report
        else msg("{what}, and no report could be written.", what=what)
    )


def _write(text, work):
    """The report's path, or None where none can be written."""
    for folder in (place.base(work) / "reports", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"kykypolku-{datetime.datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
            path.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return path
    return None


def _report(error, doing, quote):
    frames = "".join(traceback.format_tb(error.__traceback__))
    lines = [doing, f"Python {platform.python_version()}, {platform.platform()}", frames]
    while error is not None:
        # The first line, cut: an exception may carry a whole file.
        said = (str(error).splitlines() or [""])[0][:200] if quote else ""
        lines += [f"{type(error).__name__}: {said}", *(getattr(error, "__notes__", ()) if quote else ())]
        error = error.__cause__ or error.__context__
    return "\n".join(lines) + "\n"
