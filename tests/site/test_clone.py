"""A clone on any machine holds the same bytes, so that it builds the same site."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this copy of the project is no clone")
def test_a_clone_where_git_turns_line_endings_has_none_turned(tmp_path):
    turning = ["-c", "core.autocrlf=true", "-c", "core.eol=crlf"]
    subprocess.run(
        ["git", *turning, "clone", "-q", "--depth", "1", ROOT.as_uri(), tmp_path / "it"], check=True, capture_output=True
    )
    listed = ["git", "ls-files", "--eol"]
    files = subprocess.run(listed, cwd=tmp_path / "it", capture_output=True, text=True, check=True).stdout.splitlines()

    assert len(files) > 100
    assert [] == [file for file in files if "w/crlf" in file or "w/mixed" in file]
