"""A package holds a whole site and all that whoever hosts it must know, and is the same bytes for the same content."""

import json
import os
import shutil
import subprocess
import zipfile

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from site_src.program.browser import files
from site_src.program.content import project
from site_src.program.host import hosting, server, verify
from site_src.program.release import ReleaseError, archive, package, parts
from tests.content import copies

LINES_OF_A_PAGE = 45
HOST = "host: {security_email: tietoturva@example.org, security_until: '2099-01-01'}"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Content with one language and one copy."""
    root = copies.copy(tmp_path_factory.mktemp("content"))
    copies.change(root, "site_src/site.yml", "languages: [fi, sv, en, fi-simple]", "languages: [fi]")
    settings = f"name: Oulun polku\naddress: https://polku.example.org/\nlanguages: [fi]\n{HOST}\n"
    copies.municipality(root, "oulu", {"site.yml": settings})
    # What builds keep is kept by content, so it may be shared.
    return project.Project(roots=(root,), work=project.PROGRAM / "build")


@pytest.fixture(scope="module")
def made(county, tmp_path_factory):
    """The package, and where it was unpacked."""
    folder = tmp_path_factory.mktemp("packed")
    (path,) = package.package(county, folder / "out", ["oulu"], production=False, say=lambda _: None)
    archive.unpack(path, folder / "unpacked")
    return path, folder / "unpacked"


def test_the_same_files_from_another_place_and_day_give_the_same_bytes(made, tmp_path):
    path, folder = made
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    for each in copied.rglob("*"):
        os.utime(each, (1_000_000_000, 1_000_000_000))
        each.chmod(0o700)
    archive.write(tmp_path / "again.zip", {name: copied / name for name in files.below(copied)})

    assert path.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_a_package_says_what_to_do_on_one_page_in_two_languages(made):
    _, folder = made
    for name in package.INSTRUCTIONS:
        text = (folder / name).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LINES_OF_A_PAGE
        assert "Oulun polku" in text and "https://polku.example.org/" in text and "$" not in text


def test_a_package_holds_the_site_its_licence_version_recipes_and_whom_to_tell_of_a_weakness(made):
    path, folder = made

    assert "kykypolku-oulu-0.1.0-preview.zip" == path.name
    assert "0.1.0\n" == (folder / "VERSION").read_text(encoding="utf-8")
    assert "EUPL" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert sorted(hosting.recipes(["fi"])) == files.below(folder / "hosting")
    assert "Contact: mailto:tietoturva@example.org" in (folder / "site/.well-known/security.txt").read_text(encoding="utf-8")
    assert (folder / "site/robots.txt").is_file()


def said_of(county, where):
    """The exit status of `verify`, and its words."""
    said = []
    status = verify.run(county, where, said.append, lambda text: said.append(text) or 1)
    return status, " ".join(said)


def test_what_was_unpacked_proves_itself_also_over_the_web(county, made, tmp_path):
    running = server.start(made[1])
    address = f"http://127.0.0.1:{running.server_port}/site/"
    whole = said_of(county, address)
    page = made[1] / "site/fi/index.html"
    kept = page.read_bytes()
    page.write_bytes(kept.replace(b"Oulun", b"Toisen"))
    for packed_page in page.parent.glob("index.html.*"):
        packed_page.unlink()
    try:
        changed = said_of(county, address)
    finally:
        page.write_bytes(kept)
        running.shutdown()

    assert 0 == whole[0], whole[1]
    assert 1 == changed[0] and "Content differs from what the copy lists: fi/index.html." in changed[1]
    assert "Scoring: the same as in this version" in changed[1]


def test_the_list_of_parts_is_what_the_standard_wants_and_tells_what_reaches_a_browser():
    text = parts.listed(project.PROGRAM, "0.1.0")
    listed = json.loads(text)
    delivered = {each["name"] for each in listed["components"] if each["scope"] == "required"}

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text == parts.listed(project.PROGRAM, "0.1.0")
    assert set(parts.DELIVERED) == delivered
    assert {"mkdocs", "jinja2", "esbuild"} <= {each["name"] for each in listed["components"]}
    assert all(each.get("purl") and each["version"] for each in listed["components"])


def test_a_tool_that_fails_is_told_in_one_sentence(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="No module named cyclonedx_py")
    monkeypatch.setattr(parts.subprocess, "run", lambda *_, **__: failed)

    with pytest.raises(ReleaseError, match="list of parts could not be written.*No module named"):
        parts.listed(project.PROGRAM, "0.1.0")


def test_an_archive_that_reaches_out_of_its_folder_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        bad.writestr("../outside", "x")

    with pytest.raises(ReleaseError, match="lies outside it"):
        archive.unpack(tmp_path / "bad.zip", tmp_path / "in")
    assert not (tmp_path / "outside").exists()
