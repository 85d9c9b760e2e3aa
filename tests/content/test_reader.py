"""Whatever lies in the place of a content file is told in a sentence: no traceback, and no waiting."""

import os
import re

import pytest

from site_src.program.content import reader
from site_src.program.content.problems import ContentError
from site_src.program.content.project import PROGRAM


def refusal(path):
    with pytest.raises(ContentError) as error:
        reader.text(path, "a.yml")
    (problem,) = error.value.problems
    return str(problem)


def test_a_text_is_read_whatever_its_line_ends_and_with_a_byte_order_mark(tmp_path):
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n")

    assert "a: 1\nb: 2\nc: 3\n" == reader.text(tmp_path / "a", "a.yml")


def test_a_missing_file_is_told(tmp_path):
    assert "a.yml:1:1: The file is missing. Put it back." == refusal(tmp_path / "a")


def test_a_folder_is_told(tmp_path):
    assert "a.yml:1:1: A folder lies in the place of a file. Move the folder, and put the file there." == refusal(tmp_path)


def test_a_link_loop_is_told(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")

    assert "The file cannot be read: its link leads in a circle." in refusal(tmp_path / "a")


def test_a_link_to_nothing_is_told(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")

    assert "This link leads nowhere." in refusal(tmp_path / "a")


def test_a_pipe_is_told_at_once(tmp_path):
    os.mkfifo(tmp_path / "a")

    assert "This is no ordinary file." in refusal(tmp_path / "a")


def test_a_file_nobody_may_read_is_told(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reader, "_without_waiting", refuse)

    assert "The file cannot be read: you have no right to it." in refusal(tmp_path / "a")


def test_a_file_that_is_far_too_large_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_BYTES", 2_000_000)
    (tmp_path / "a").write_bytes(b"a" * 2_000_001)

    assert "The file has over 2 MB. Divide it." in refusal(tmp_path / "a")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("a: 1\nb: ö".encode("latin-1"), "a.yml:2:4: Byte 8 is not UTF-8. Save the file as UTF-8."),
        ("ä: 1".encode("utf-16"), "a.yml:1:1: The file is not UTF-8 but UTF-16 or no text. Save it as UTF-8."),
        ("a: 1".encode("utf-16-le"), "a.yml:1:1: The file is not UTF-8 but UTF-16 or no text. Save it as UTF-8."),
    ],
)
def test_another_encoding_is_told(tmp_path, raw, message):
    (tmp_path / "a").write_bytes(raw)

    assert message == refusal(tmp_path / "a")


def test_nothing_but_the_strict_reader_reads_yaml_and_what_rewrites_it():
    readers = re.compile(r"\byaml\.(\w*load\w*|compose\w*|parse|scan)\(|import yaml as|from yaml import")
    found = {path.name for path in (PROGRAM / "site_src/program").rglob("*.py") if readers.search(path.read_text("utf-8"))}

    # What rewrites a file keeps its comments; it changes only texts that the strict reader has read before and reads after.
    assert {"strict_yaml.py", "rewriting.py", "writing.py"} == found
