"""One file that holds a site: the same bytes for the same site, on every machine and day."""

import zipfile
from pathlib import Path, PurePosixPath

from site_src.program.messages import msg
from site_src.program.release import ReleaseError

# The first day that a ZIP can name; the true ones would make two builds of one site differ.
DAY = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o100644
# What is compressed already only grows.
STORED = (".br", ".gz", ".zip", ".png", ".pdf")


def write(path, files):
    """Writes the ZIP *path*. *files* are paths of files, or bytes, by their name in it. It appears whole."""
    partial = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(partial, "w") as made:
        for name, source in sorted(files.items()):
            entry = zipfile.ZipInfo(name, DAY)
            entry.external_attr = FILE_MODE << 16
            # Else it would name the system that it was written on.
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            made.writestr(entry, source if isinstance(source, bytes) else Path(source).read_bytes())
    partial.replace(path)


def unpack(path, folder):
    """Writes all that a ZIP of ours holds below *folder*. Raises `ReleaseError` when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as files:
            for name in files.namelist():
                if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                    raise ReleaseError(
                        msg(
                            "{name} holds {name_2}, which lies outside it. Use an archive that build.py wrote.",
                            name=path.name,
                            name_2=name,
                        )
                    )
            files.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise ReleaseError(
            msg("{name} cannot be read as an archive ({error}). Use another one.", name=path.name, error=error)
        ) from None
