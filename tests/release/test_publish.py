"""A site on a host is always whole: while it is replaced, when the replacing is cut, and when it is taken back."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from site_src.program.release import ReleaseError, ledger, publish, remote
from tests.release import hosts, sites

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KILLS = 5


def _have_rclone():
    try:
        return bool(remote.rclone())
    except ReleaseError:
        return False


pytestmark = pytest.mark.skipif(
    not _have_rclone(),
    reason="NOT TESTED: publishing needs rclone, which requirements-publish.txt installs",
)


@pytest.fixture(params=hosts.SERVED)
def host(request, tmp_path):
    """A host of each kind: its name, and the folder that it shows."""
    with hosts.host(request.param, tmp_path / "host") as name:
        yield name, tmp_path / "host" / hosts.BUCKET


@pytest.fixture
def folder(tmp_path):
    """A host that is a folder: its name, and the folder."""
    with hosts.host("folder", tmp_path / "host") as name:
        yield name, tmp_path / "host" / hosts.BUCKET


def put(name, site, **options):
    """Publishes; returns all that was said."""
    said = []
    assert 0 == publish.publish(site, name, said.append, **{"now": NOON, **options})
    return "\n".join(said)


def test_a_site_on_the_host_is_the_one_that_was_built_and_its_old_files_wait_for_a_day(host, tmp_path):
    name, shown = host
    one, two = (sites.site(tmp_path / text, text) for text in ("one", "two"))
    put(name, one)
    first = sites.contents(shown)
    put(name, two)
    both = sites.contents(shown)
    said = put(name, two, now=NOON + timedelta(hours=25))

    assert sites.contents(one) == first
    assert sites.contents(one).keys() | sites.contents(two).keys() == both.keys()
    assert sites.contents(two) == sites.contents(shown)
    assert "Uploading" not in said and "Removing 13 files" in said
    assert not (shown / "fi/one").exists()


def test_a_site_comes_back_byte_for_byte_and_can_be_replaced_again(host, tmp_path):
    name, shown = host
    one, two = (sites.site(tmp_path / text, text) for text in ("one", "two"))
    put(name, one)
    put(name, two, at_once=True)
    publish.rollback(name, "", lambda _: None, now=NOON + timedelta(hours=1))
    back = sites.contents(shown)
    put(name, two, now=NOON + timedelta(days=3))

    assert {**sites.contents(two), **sites.contents(one)} == back
    assert sites.contents(two).items() <= sites.contents(shown).items()


def test_a_cut_upload_leaves_a_whole_site_and_the_next_one_makes_it_good(host, tmp_path):
    name, shown = host
    chance, texts = random.Random(7), ("one", "two", "three")
    made = [sites.site(tmp_path / text, text, bulk=20_000) for text in texts]
    put(name, made[0])
    code = (
        "import sys; from pathlib import Path; from site_src.program.release import publish\n"
        "publish.publish(Path(sys.argv[1]), sys.argv[2], print)"
    )
    # Slow enough that it is cut in every part of it.
    environment = {**os.environ, "RCLONE_BWLIMIT": "400k", "RCLONE_TRANSFERS": "2"}
    found, cut = [], 0
    for turn in range(KILLS):
        site = made[1 + turn % 2]
        command = [sys.executable, "-c", code, str(site), name]
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0.3, 2))
        cut += running.poll() is None
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        found += sites.broken(shown)
    put(name, made[2], now=NOON + timedelta(days=400))
    put(name, made[2], now=NOON + timedelta(days=800))

    assert cut > 0
    assert [] == found
    assert sites.contents(made[2]) == sites.contents(shown)


def test_what_the_host_has_of_others_stays_and_is_never_replaced(folder, tmp_path):
    name, shown = folder
    (shown / "others.html").write_text("theirs", encoding="utf-8")
    put(name, sites.site(tmp_path / "one", "one"))
    put(name, sites.site(tmp_path / "two", "two"), at_once=True)

    assert "theirs" == (shown / "others.html").read_text(encoding="utf-8")


def test_another_site_is_not_written_over(folder, tmp_path):
    name, shown = folder
    (shown / "index.html").write_text("theirs", encoding="utf-8")

    with pytest.raises(ReleaseError, match="holds another site"):
        put(name, sites.site(tmp_path / "one", "one"))


def test_the_site_of_another_municipality_is_not_written_over(host, tmp_path):
    name, shown = host
    put(name, sites.site(tmp_path / "one", "one", municipality="raahe"))
    before = sites.contents(shown)

    with pytest.raises(ReleaseError, match="holds the site of raahe, and this is the site of county. Choose another folder."):
        put(name, sites.site(tmp_path / "two", "two"))
    assert before == sites.contents(shown)


def test_a_changed_site_is_not_published(folder, tmp_path):
    site = sites.site(tmp_path / "one", "one")
    (site / "index.html").write_text("changed", encoding="utf-8")

    with pytest.raises(ReleaseError, match="index.html differs"):
        put(folder[0], site)


def test_a_preview_is_told_to_be_one(folder, tmp_path):
    site = sites.site(tmp_path / "one", "one")
    sites.production(site, False)

    assert "This is a preview" in put(folder[0], site)


def test_as_many_releases_are_kept_as_is_said_and_no_earlier_one_is_told(folder, tmp_path):
    name, shown = folder
    for number in range(ledger.KEPT + 2):
        put(name, sites.site(tmp_path / f"v{number}", f"v{number}", pages=1))

    assert ledger.KEPT == len(list((shown / ledger.FOLDER).glob("*.zip")))
    for _ in range(ledger.KEPT - 1):
        publish.rollback(name, "", lambda _: None)
    assert "v2<!-- end -->" == (shown / "index.html").read_text(encoding="utf-8")
    with pytest.raises(ReleaseError, match="no earlier release"):
        publish.rollback(name, "", lambda _: None)


def test_a_ledger_that_was_cut_leaves_the_one_before(tmp_path):
    older = ledger.Ledger(number=4, files={"a": "1"}, current="x")
    (tmp_path / ledger.NAMES[0]).write_text(older.text(), encoding="utf-8")
    (tmp_path / ledger.NAMES[1]).write_text(ledger.Ledger(number=5).text()[:20], encoding="utf-8")

    assert older == ledger.read(tmp_path)


def test_what_a_stopped_upload_began_is_not_known_and_goes_with_the_next_site():
    site = {"index.html": "new", "assets/a.css": "a"}
    begun = ledger.Ledger(files={"index.html": "old"}).begun(site, NOON)
    other = begun.begun({"index.html": "old"}, NOON)

    assert {"index.html", "assets/a.css"} == begun.missing(site)
    assert {"index.html"} == other.missing({"index.html": "old"})
    assert {"assets/a.css"} == set(other.gone) == other.due(NOON + ledger.LATE)


def test_without_rclone_the_way_to_it_is_told(monkeypatch):
    monkeypatch.setattr(remote.shutil, "which", lambda *_, **__: None)

    with pytest.raises(ReleaseError, match="rclone.*is missing.*rclone.org/install"):
        remote.rclone.__wrapped__()


def test_a_host_that_does_not_answer_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("RCLONE_RETRIES", "1")
    monkeypatch.setenv("RCLONE_LOW_LEVEL_RETRIES", "1")

    with pytest.raises(ReleaseError, match="rclone could not finish .*start the same command again"):
        put(":webdav,url='http://127.0.0.1:9':", sites.site(tmp_path / "one", "one"))


def test_an_rclone_that_is_stopped_is_told_and_not_waited_for(folder, tmp_path, monkeypatch):
    stopping = tmp_path / "rclone"
    stopping.write_text(f'#!/bin/sh\n[ "$1" = copyto ] && kill -9 $$\nexec {remote.rclone()} "$@"\n', encoding="utf-8")
    stopping.chmod(0o755)
    monkeypatch.setattr(remote, "rclone", lambda: str(stopping))

    with pytest.raises(ReleaseError, match="rclone could not finish .it was stopped.*start the same command again"):
        put(folder[0], sites.site(tmp_path / "one", "one"))
