"""What was proven, kept by all that it follows from: a build, a package and a check of the same content prove it once."""

import hashlib
import json
import os
import pickle
from datetime import date

from site_src.program.browser import bundle
from site_src.program.content import project as places

FOLDER = "proofs"
# What the engine and the pages take of these, its input says; who publishes a copy, and who has read it, changes no result.
NOT_READ = (places.SETTINGS, places.LANGUAGES)


def place(content, cache):
    """The file for the proof of this content by this program on this day, below the folder `cache`."""
    of = hashlib.sha256(repr([date.today(), content.folder, len(content.questionnaires)]).encode())
    for each in content.questionnaires:
        of.update(json.dumps(bundle.documents(each), sort_keys=True).encode())
    for name, document in sorted(content.documents.items()):
        if name not in NOT_READ:
            # Problems are told at their lines.
            of.update(repr((name, document.data, document.marks)).encode())
    program = content.project.program
    for folder in (program / "scoring", program / "site_src/program"):
        for path in sorted(folder.rglob("*.py")):
            of.update(path.read_bytes())
    return cache / FOLDER / of.hexdigest()[:32]


def read(file):
    """(problems, what was said) of an earlier proof, or None."""
    return pickle.loads(file.read_bytes()) if file.exists() else None


def write(file, problems, said):
    """Keeps a proof. The file appears whole, for builds at once share it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f"{file.name}.{os.getpid()}")
    partial.write_bytes(pickle.dumps((problems, said)))
    partial.replace(file)
