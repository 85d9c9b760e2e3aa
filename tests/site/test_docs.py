"""The documents for people name commands that the program has, written as it takes them."""

import shlex
from pathlib import Path

import pytest

from site_src.program import cli
from tests.documents.reader import COMMAND

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "docs/authoring.md", "docs/publishing.md", "docs/hosting.md")
# What a document writes for a value of the reader's.
STANDS_FOR = {"…": "ui/next", "LANG": "sv", "FILE": "a.xlsx", "N": "8000", "DIR|URL": "site", "DIR": "site"}


def commands():
    for name in DOCUMENTS:
        for found in COMMAND.finditer((ROOT / name).read_text(encoding="utf-8")):
            text = (found[1] or found[2]).strip().removeprefix("build.py ")
            # A form that lists options in brackets is a table of them, and a name alone speaks of the command.
            if "[" not in text and " " in text:
                yield pytest.param(text, id=f"{name}: {text}")


@pytest.mark.parametrize("text", commands())
def test_a_command_of_the_documents_is_one_that_the_program_takes(text):
    words = [STANDS_FOR.get(word, word) for word in shlex.split(text.replace("|", " "))]

    assert cli.parser().parse_args(words).run
