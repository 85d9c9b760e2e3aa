"""What a finished site says of itself: every file with its hash, the version, and the hash of the scoring alone.

The scoring's hash is taken from the archive that browsers run, so anybody can take it from a published site too. It leaves
out words and services: two copies with the same hash turn the same answers into the same result.
"""

import hashlib
import io
import json
import zipfile

from scoring.wire import RULES
from site_src.program.browser import compress, files, runtime

NAME = "manifest.json"
SCORED = ("questionnaire", "scoring", "guidance")
SHOWN = 12


def scoring_of(archives):
    """The hash of all in the browser's archives, one a questionnaire, that decides a result: the scoring's code, and the
    rules without the services."""
    whole = hashlib.sha256()
    for part in sorted(map(_scoring_in, archives)):
        whole.update(part)
    return whole.hexdigest()


def _scoring_in(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        code = {name: files.read(name) for name in files.namelist() if name.startswith("scoring/")}
        rules = json.loads(files.read(RULES))
    listed = "".join(f"{name} {hashlib.sha256(data).hexdigest()}\n" for name, data in sorted(code.items()))
    return f"{listed}{json.dumps({key: rules[key] for key in SCORED}, ensure_ascii=False, sort_keys=True)}".encode()


def write(site, version, scoring, municipality, production, known=None):
    """Writes the manifest into a finished site, for the public (`production`) or a preview. Compressed copies are left out:
    hosts make their own. `known` are the hashes of these files, by name, where they are known."""
    hashes = known or {name: files.digest(site / name) for name in files.below(site) if not name.endswith(compress.KINDS)}
    found = {
        "version": version,
        "municipality": municipality,
        "production": production,
        "scoring": scoring,
        "files": dict(sorted(hashes.items())),
    }
    (site / NAME).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def archives_in(files):
    """The paths of the browser's archives among the files of a manifest."""
    folder = f"{runtime.FOLDER.as_posix()}/"
    return [name for name in files if name.startswith(folder) and name.endswith(runtime.SUFFIXES["library"])]
