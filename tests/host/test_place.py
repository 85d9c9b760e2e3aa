"""A build replaces only what a build wrote, all of it or nothing, and says in one sentence what it will not do."""

import errno
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from site_src.program.host import place
from tests.host import killed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fresh(tmp_path):
    """fresh(words): a finished site that a build has just made."""

    def make(words="new", name="fresh"):
        folder = tmp_path / "work" / name
        (folder / "fi").mkdir(parents=True)
        (folder / "index.html").write_text(words, encoding="utf-8")
        (folder / "fi/index.html").write_text(words, encoding="utf-8")
        place.mark(folder)
        return folder

    return make


def everything(folder):
    """All files below a folder, with what they say."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_absent_an_empty_and_a_built_folder_are_written_and_nothing_is_left_beside_them(tmp_path, fresh):
    out = tmp_path / "www/site"
    for words in ("first", "second"):
        place.put(fresh(words, words), out)

        assert words == (out / "fi/index.html").read_text(encoding="utf-8")
    (tmp_path / "www/empty").mkdir()
    place.put(fresh(), tmp_path / "www/empty")

    assert {"site", "empty"} == set(os.listdir(tmp_path / "www"))


@pytest.mark.parametrize("theirs", ["photos/me.jpg", ".git/HEAD", "index.html"])
def test_a_folder_that_no_build_wrote_is_refused_and_stays(tmp_path, fresh, theirs):
    out = tmp_path / "www"
    (out / theirs).parent.mkdir(parents=True)
    (out / theirs).write_text("mine", encoding="utf-8")
    before = everything(out)

    with pytest.raises(place.PlaceError, match="something other than a site"):
        place.put(fresh(), out)
    assert before == everything(out)


@pytest.mark.parametrize("theirs", [".git/HEAD", "fi/photo.jpg", "CNAME"])
def test_what_a_person_put_into_a_built_site_is_named_and_stays(tmp_path, fresh, theirs):
    out = tmp_path / "www"
    place.put(fresh("old", "old"), out)
    (out / theirs).parent.mkdir(exist_ok=True)
    (out / theirs).write_text("mine", encoding="utf-8")
    before = everything(out)

    with pytest.raises(place.PlaceError, match=f"holds {theirs}, which no build wrote"):
        place.put(fresh(), out)
    assert before == everything(out)


def test_neighbours_with_like_names_stay(tmp_path, fresh):
    (tmp_path / "www.old").mkdir()
    (tmp_path / "www.old/thesis.txt").write_text("mine", encoding="utf-8")
    for name in "ab":
        place.put(fresh(name, name), tmp_path / "www")

    assert "mine" == (tmp_path / "www.old/thesis.txt").read_text(encoding="utf-8")


def test_a_place_where_no_site_can_be_is_refused_in_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "mounted").mkdir()
    (tmp_path / "locked").mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path).name == "mounted")
    writable = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "locked" and writable(path, mode))
    refused = {
        Path("/"): "root of a disk",
        tmp_path / "file": "is a file",
        tmp_path / "file/below/it": "no folder can be made below it",
        tmp_path / "mounted": "top of a disk",
        tmp_path / "locked/site": "Nothing can be written in",
    }
    for out, why in refused.items():
        with pytest.raises(place.PlaceError, match=why):
            place.check(out)
    assert {"file", "mounted", "locked"} == set(os.listdir(tmp_path))


def test_a_place_is_refused_before_anything_is_read_or_built(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    command = [sys.executable, "build.py", "--no-setup", "build", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (2, 1) == (done.returncode, done.stderr.count("\n"))
    assert "something other than a site" in done.stderr


FULL = OSError(errno.ENOSPC, "No space left on device", "index.html")


@pytest.mark.parametrize("full", [FULL, shutil.Error([("fresh", "new", str(FULL))])], ids=["one file", "many files"])
def test_a_full_disk_leaves_the_old_site_and_nothing_else(tmp_path, fresh, monkeypatch, full):
    out = tmp_path / "www/site"
    place.put(fresh("old", "old"), out)

    def copy(source, target):
        target.mkdir()
        (target / "index.html").write_text("half", encoding="utf-8")
        raise full

    other_disk(monkeypatch)
    monkeypatch.setattr(shutil, "copytree", copy)
    with pytest.raises(place.PlaceError, match="the disk is full. What was there is as it was"):
        place.put(fresh(), out)

    assert "old" == (out / "index.html").read_text(encoding="utf-8")
    assert ["site"] == os.listdir(tmp_path / "www")


def test_on_another_disk_the_site_is_copied_beside_the_old_one_first(tmp_path, fresh, monkeypatch):
    out = tmp_path / "www/site"
    place.put(fresh("old", "old"), out)
    other_disk(monkeypatch)
    whole, seen = shutil.copytree, []

    def copy(source, target, *more):
        seen.append((out / "index.html").read_text(encoding="utf-8"))
        whole(source, target, *more)

    monkeypatch.setattr(shutil, "copytree", copy)
    place.put(fresh(), out)

    assert {"old"} == set(seen)
    assert "new" == (out / "index.html").read_text(encoding="utf-8")


def other_disk(monkeypatch):
    """Makes the folder of the builds lie on another disk than the sites."""
    rename = Path.rename

    def across(self, target):
        if "work" in self.parts:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", across)


def test_a_second_build_into_the_same_place_is_told_of_the_first(tmp_path):
    (tmp_path / "build").mkdir()
    first, done = threading.Event(), threading.Event()

    def build():
        with place.reserved(tmp_path / "site", tmp_path / "build"):
            first.set()
            done.wait(10)

    thread = threading.Thread(target=build)
    thread.start()
    first.wait(10)
    with pytest.raises(place.PlaceError, match="Another build is writing"), place.reserved(tmp_path / "site", tmp_path / "build"):
        pass
    with place.reserved(tmp_path / "other", tmp_path / "build"):
        done.set()
    thread.join()
    with place.reserved(tmp_path / "site", tmp_path / "build"):
        pass


def test_each_build_works_in_a_folder_of_its_own_and_removes_what_a_killed_one_left(tmp_path):
    (tmp_path / "build/work-1-killed/stage").mkdir(parents=True)
    with place.work_folder(tmp_path / "build") as one, place.work_folder(tmp_path / "build") as other:
        assert {one.name, other.name} == {path.name for path in (tmp_path / "build").glob("work-*")}
    assert [] == list((tmp_path / "build").glob("work-*"))


def test_a_checkout_that_cannot_be_written_is_worked_on_in_the_folder_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: not Path(path).is_relative_to(tmp_path / "checkout"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "checkout").mkdir()

    with place.work_folder(tmp_path / "checkout/build") as work:
        assert not work.is_relative_to(tmp_path / "checkout")
    assert [] == os.listdir(tmp_path / "checkout")


def test_a_site_is_whole_whenever_its_writer_is_killed(tmp_path):
    assert 0 == killed.broken(tmp_path, kills=12)
