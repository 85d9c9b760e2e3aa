"""An exception that nobody foresaw is one sentence, and a file for who mends it."""

import errno

from site_src.program.host import failures


def caught(error):
    """The exception as it is when it was raised."""
    try:
        raise error
    except Exception as raised:
        return raised


def test_a_mistake_in_the_program_is_one_sentence_with_a_report_that_says_where(tmp_path):
    said = failures.told(caught(LookupError("words\nmore")), "build.py check", tmp_path)
    (report,) = (tmp_path / "reports").iterdir()

    assert f"build.py check met a mistake in the program (LookupError). Send {report} to who looks after the program." == said
    text = report.read_text(encoding="utf-8")
    assert "LookupError: words\n" in text and "test_failures.py" in text and "more" not in text


def test_what_a_resident_answered_is_in_no_report(tmp_path):
    failures.told(caught(LookupError("tired")), "build.py score", tmp_path, quote=False)

    assert "tired" not in next((tmp_path / "reports").iterdir()).read_text(encoding="utf-8")


def test_a_full_disk_is_told_as_one_without_a_report(tmp_path):
    said = failures.told(OSError(errno.ENOSPC, "No space left on device", "site"), "build.py build", tmp_path)

    assert "site: the disk is full. Make room on the disk, then start build.py build again." == said
    assert [] == list(tmp_path.iterdir())
