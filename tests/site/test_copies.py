"""Municipalities' copies are built beside the county's site: each with its own name, colours and choice, the rest shared."""

import shutil

import pytest

from site_src.program import site
from site_src.program.content import project
from site_src.program.content.problems import ContentError
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
    return project.Project(roots=(root,), work=root / "build")


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


def test_no_page_keeps_a_token(made):
    _, files = made

    assert [] == [name for name, data in files.items() if tokens.START.encode() in data and name.endswith((".html", ".js"))]


def test_shards_give_together_the_same_bytes_as_one_run(county, made, tmp_path):
    apart = [built(county, tmp_path / str(number), shard=(number, 2)) for number in (1, 2)]

    assert made[1] == apart[0] | apart[1]


def test_what_did_not_change_is_taken_from_the_last_build_and_what_did_is_made_anew(county, made):
    out, before = made
    own = county.roots[0] / "site_src/municipalities/raahe/site.yml"
    kept = own.read_text(encoding="utf-8")
    own.write_text(kept.replace("Raahen polku", "Raahe"), encoding="utf-8")
    try:
        after = built(county, out)
    finally:
        own.write_text(kept, encoding="utf-8")

    assert {name.split("/")[0] for name in before if before[name] != after.get(name)} == {"raahe"}
    assert "– Raahe</title>" in after["raahe/fi/services/index.html"].decode()
    assert before == built(county, out)


def test_a_copy_with_problems_stops_none_of_the_others(county, tmp_path):
    copies.municipality(county.roots[0], "vaala", {"site.yml": 'default_municipality: "000"\n'})
    try:
        with pytest.raises(ContentError, match="There is no municipality 000"):
            site.build_all(county, tmp_path, ["", "vaala", "oulu"], say=lambda text: None)
    finally:
        shutil.rmtree(county.roots[0] / "site_src/municipalities/vaala")

    assert ["county", "oulu"] == sorted(path.name for path in tmp_path.iterdir() if (path / "index.html").exists())
