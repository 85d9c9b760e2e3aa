"""Municipalities' copies are built beside the county's site: each with its own name, colours and choice, the rest shared."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from scoring import wire
from site_src.program import site
from site_src.program.browser import runtime
from site_src.program.content import project
from site_src.program.content.problems import ContentError
from site_src.program.host import verify
from site_src.program.pages import tokens
from tests.content import copies

SETTINGS = """name: {fi: Oulun polku}
languages: [fi]
default_municipality: "564"
colours: {light: {brand: "#00426e"}}
hidden_services: [kempele-youth-work]
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Content with one language and two copies."""
    root = copies.copy(tmp_path_factory.mktemp("content"))
    copies.change(root, "site_src/site.yml", "languages: [fi, sv, en, fi-simple]", "languages: [fi]")
    copies.municipality(root, "oulu", {"site.yml": SETTINGS})
    copies.municipality(root, "raahe", {"site.yml": "name: Raahen polku\n", "pages/fi/oma.md": PAGE})
    return project.Project(roots=(root,))


PAGE = "---\ntitle: Oma sivu\ndescription: Meidän sivu.\nkind: home\n---\n# Oma sivu\n\n{site} on täällä.\n"


def built(county, out, ids=("", "oulu", "raahe"), shard=(1, 1)):
    """Every file of every site below a folder, with its bytes."""
    site.build_all(county, out, ids, say=lambda text: None, shard=shard)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(county, tmp_path_factory):
    """All three sites: their folder and their files."""
    out = tmp_path_factory.mktemp("sites")
    return out, built(county, out)


def test_a_copy_has_its_own_name_colours_choice_and_services(made):
    _, files = made
    page, plain = (files[f"{name}/fi/services/index.html"].decode() for name in ("oulu", "county"))

    assert ("– Oulun polku</title>" in page, "– Kykypolku</title>" in plain) == (True, True)
    assert ('value="564" selected' in page, 'value="564" selected' in plain) == (True, False)
    assert ('id="kempele-youth-work"' in page, 'id="kempele-youth-work"' in plain) == (False, True)
    assert "oulu/fi/services/kempele-youth-work/index.html" not in files
    assert 1 == sum(name.startswith("oulu/assets/css/colours.") for name in files if name.endswith(".css"))
    assert "Raahen polku on täällä." in files["raahe/fi/oma/index.html"].decode()
    assert '"name":"Oulun polku"' in files["oulu/app.fi.webmanifest"].decode()


def test_a_web_server_may_read_the_site_as_it_may_read_any_new_folder(made, tmp_path):
    (tmp_path / "new").mkdir()

    assert (tmp_path / "new").stat().st_mode == (made[0] / "oulu").stat().st_mode


def test_no_page_keeps_a_token(made):
    _, files = made

    assert [] == [name for name, data in files.items() if tokens.START.encode() in data and name.endswith((".html", ".js"))]


def test_shards_give_together_the_same_bytes_as_one_run(county, made, tmp_path):
    apart = [built(county, tmp_path / str(number), shard=(number, 2)) for number in (1, 2)]

    assert made[1] == apart[0] | apart[1]


def test_what_did_not_change_is_taken_from_earlier_builds_and_what_did_is_made_anew(county, made):
    out, before = made
    own = county.roots[0] / "site_src/municipalities/raahe"
    kept = {path: path.read_text(encoding="utf-8") for path in (own / "site.yml", own / "pages/fi/oma.md")}
    (own / "site.yml").write_text(kept[own / "site.yml"].replace("Raahen polku", "Raahe"), encoding="utf-8")
    (own / "pages/fi/oma.md").rename(own / "pages/fi/uusi.md")
    try:
        after = built(county, out)
    finally:
        (own / "pages/fi/uusi.md").unlink()
        for path, text in kept.items():
            path.write_text(text, encoding="utf-8")

    assert {name.split("/")[0] for name in before if before[name] != after.get(name)} == {"raahe"}
    assert "– Raahe</title>" in after["raahe/fi/services/index.html"].decode()
    assert (False, True) == ((out / "raahe/fi/oma").exists(), (out / "raahe/fi/uusi").exists())
    # What somebody changed by hand is no earlier build's.
    with (out / "oulu/fi/services/index.html").open("a", encoding="utf-8") as page:
        page.write("by hand")
    (out / "oulu/fi/privacy/index.html.br").unlink()
    rights = (out / "oulu/fi/index.html").stat().st_mode
    (out / "oulu/fi/index.html").chmod(0o600)
    # The folder of the build before the last is used again: nothing of that one stays, nor an empty folder.
    assert before == built(county, out)
    assert not (out / "raahe/fi/uusi").exists()
    assert rights == (out / "oulu/fi/index.html").stat().st_mode
    assert before == built(county, out)


def test_a_copy_with_problems_stops_none_of_the_others(county, tmp_path):
    copies.municipality(county.roots[0], "vaala", {"site.yml": 'default_municipality: "000"\n'})
    try:
        with pytest.raises(ContentError, match="There is no municipality 000"):
            site.build_all(county, tmp_path, ["", "vaala", "oulu"], say=lambda text: None)
    finally:
        shutil.rmtree(county.roots[0] / "site_src/municipalities/vaala")

    assert ["county", "oulu"] == sorted(path.name for path in tmp_path.iterdir() if (path / "index.html").exists())


@pytest.fixture
def published(made, tmp_path):
    """A copy that somebody hosts, and what `verify` says of it: its exit status and its words."""
    shutil.copytree(made[0] / "oulu", tmp_path / "oulu")

    def verified(county):
        said = []
        status = verify.run(county, str(tmp_path / "oulu"), said.append, lambda text: said.append(text) or 1)
        return status, " ".join(said)

    return tmp_path / "oulu", verified


def test_a_copy_that_is_whole_scores_as_this_version_does(county, published):
    status, said = published[1](county)

    assert (0, True) == (status, "Scoring: the same as in this version" in said), said


def test_changed_words_are_told_apart_from_changed_scoring(county, published):
    folder, verified = published
    page = folder / "fi/index.html"
    page.write_text(page.read_text("utf-8").replace("Oulun", "Toisen"), "utf-8")
    status, said = verified(county)

    assert 1 == status
    assert "Content differs from what the copy lists: fi/index.html." in said
    assert "Scoring: the same as in this version" in said


def test_changed_rules_are_told_though_the_manifest_says_otherwise(county, published):
    folder, verified = published
    archive = next(folder.glob("assets/runtime/*.zip"))
    with zipfile.ZipFile(archive) as files:
        changed = {name: files.read(name) for name in files.namelist()}
    rules = json.loads(changed[wire.RULES])
    rules["scoring"]["defaults"] = {}
    changed[wire.RULES] = json.dumps(rules).encode()
    archive.write_bytes(runtime.archive(changed))
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))
    listed["files"][archive.relative_to(folder).as_posix()] = hashlib.sha256(archive.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(listed), "utf-8")
    status, said = verified(county)

    assert (1, True) == (status, "SCORING differs from this version" in said), said


def test_another_place_clock_language_and_umask_give_the_same_bytes(county, made, tmp_path):
    shutil.copytree(county.roots[0], tmp_path / "elsewhere")
    # The slowest part is known by the bytes that it packs.
    (tmp_path / "elsewhere/build/.cache").mkdir(parents=True)
    (tmp_path / "elsewhere/build/.cache/compress").symlink_to(site.cache_of(county) / "compress")
    code = (
        "import os, sys; os.umask(0o077)\n"
        "from pathlib import Path\n"
        "from site_src.program import site\n"
        "from site_src.program.content import project\n"
        "root = Path(sys.argv[1])\n"
        "here = project.Project(roots=(root,), work=root / 'build')\n"
        "site.build_all(here, root / 'out', ['', 'oulu'], say=lambda text: None)\n"
    )
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code, tmp_path / "elsewhere"], cwd=project.PROGRAM, env=environment, check=True)
    out = tmp_path / "elsewhere/out"
    elsewhere = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    assert {name: data for name, data in made[1].items() if not name.startswith("raahe/")} == elsewhere
