"""docs/publishing.md, followed from the repository as it is: the checklist, a site for the public, a municipality's copy,
packages, and a host that is published to and taken back."""

import re
import shutil

from tests.ports import served

DOCUMENT = "publishing.md"
SETTINGS = "site_src/site.yml"
# They print some thirty pages; tests/release/test_kit.py looks at those.
NOT_FOLLOWED = (
    "build.py kit --municipality raahe",
    "build.py kit --address https://your.address/polku/ --out posters",
    "build.py kit --all",
)
# What tests/site builds as well.
COPIES = (
    "build.py build --municipality raahe --out sites",
    "build.py build --all --out sites",
    "build.py build --all --shard 1/3 --out sites",
    "build.py verify sites/raahe",
)
# What tests/release makes as well.
PACKAGES = (
    "build.py package --production",
    "build.py package --municipality raahe --out /tmp/out",
    "build.py package --all --production",
)
COPY = "site_src/municipalities/raahe"


def follow(reader):
    """Follows the document from its beginning to its end. The site in `site` is then one for the public."""
    _checklist(reader)
    _copy(reader)
    reader.also(_packages, *PACKAGES)
    _host(reader)


def _checklist(reader):
    """Nothing is built while something is open; each example of the table settles what it stands for."""
    if reader.whole:
        assert "The host has not given name" in reader.command("build.py build --production", status=1)
        assert not (reader.folder / "site").exists()
    reader.run_later("build.py build --production")
    said = reader.run("build.py check --production", status=1)
    reader.terminal(f"$ python3 build.py check --production\n{said}", "publishing-checklist")
    one_liners = [reader.cell(words) for words in ("name: Esimerkkikunta", "feedback_email:", "server_logs:", "security_email:")]
    until = reader.cell("security_until:")
    reviewed = reader.cell("review: {state: reviewed")
    assert "sv: 0 missing, 0 out of date" in reader.run("build.py texts status LANG")
    accepted = reader.cell("accept_documented_crisis:")
    reader.also(_typing_error, "build.py texts stamp sv pages/privacy/body")
    block = reader.block("host:")
    for line in (*one_liners[2:], until):
        block += f"  {line}\n"
    assert one_liners[0] in block and one_liners[1] in block
    reader.edit(SETTINGS, "host: {}\n", f"{block}{accepted}\n")
    languages = reader.folder / "site_src/languages.yml"
    languages.write_text(languages.read_text(encoding="utf-8").replace("review: {state: unreviewed}", reviewed), encoding="utf-8")
    reader.also(_nothing_open, "build.py check --production")
    reader.run("build.py build --production --out DIR")
    with served(reader.folder / "build/first") as address, reader.looking(f"{address}/fi/accessibility/") as page:
        assert page.get_by_text("Laaja taulukko …").count() and page.get_by_text("Example Auditors Ltd").count()
        assert not page.get_by_text("esikatselu").count()
        reader.picture(page, "publishing-statement")


def _typing_error(reader):
    """A change that changes nothing in the translations, stamped by its key."""
    reader.edit("site_src/pages/fi/privacy.md", "\n\n", "\n\n<!-- -->\n\n")
    assert "1 texts stamped" in reader.run("build.py texts stamp sv pages/privacy/body")
    for code in ("en", "fi-simple"):
        reader.command(f"build.py texts stamp {code} pages/privacy/body")


def _nothing_open(reader):
    assert "\n0 problems" in reader.run("build.py check --production")


def _copy(reader):
    """A municipality's copy, started by answering, with a page and colours of its own."""
    answers = "Raahen kykypolku\nfi, sv, en, fi-simple\nhttps://polku.example.org/raahe/\n"
    assert f"Wrote {COPY}/site.yml" in reader.run("build.py new-municipality Raahe", answers=answers)
    # "The folders that stand there already are examples": those that are not published are removed.
    for folder in (reader.folder / "site_src/municipalities").iterdir():
        if folder.name != "raahe":
            shutil.rmtree(folder)
    (reader.folder / f"{COPY}/site.yml").write_text(reader.block("colours:"), encoding="utf-8")
    page = '---\ntitle: "Raahen oma sivu"\ndescription: "Esimerkki."\nkind: page\n---\n\n# Raahen oma sivu\n\nTervetuloa.\n'
    reader.add(f"{COPY}/pages/fi/oma-sivu.md", page)
    assert "\n0 problems" in reader.run("build.py check --municipality raahe")
    reader.also(_build_copies, *COPIES)


def _build_copies(reader):
    """The copy by itself, with the county's site, and a part of both."""
    reader.run(COPIES[0])
    with served(reader.folder / "sites/raahe") as address, reader.looking(f"{address}/fi/oma-sivu/") as page:
        assert page.get_by_role("heading", name="Raahen oma sivu").count()
        page.goto(f"{address}/fi/")
        assert "Raahen kykypolku" in page.title()
        reader.picture(page, "publishing-copy")
    assert "2 sites are in sites" in reader.run(COPIES[1])
    assert "1 sites are in sites" in reader.run(COPIES[2])
    assert "raahe: made for" in reader.run("build.py upgrade")
    assert "every file is as the copy lists it" in reader.run(COPIES[3])


def _packages(reader):
    """One archive a site; a copy says who publishes it as the county does."""
    assert "kykypolku-county-" in reader.run(PACKAGES[0])
    assert "kykypolku-raahe-" in reader.run(PACKAGES[1])
    assert [path.name for path in (reader.folder / "build/out").glob("*-preview.zip")]
    settings = (reader.folder / SETTINGS).read_text(encoding="utf-8")
    reader.edit(f"{COPY}/site.yml", "host: {}\n", re.search(r"^host:.*?^accept[^\n]*\n", settings, re.M | re.S)[0])
    reader.run(PACKAGES[2])
    assert 2 == len(list((reader.folder / "packages").glob("kykypolku-*.zip")))


def _host(reader):
    """A host that rclone knows: published to twice, verified, taken back."""
    host = reader.folder / "build/host"
    host.mkdir()
    config = reader.folder / "build/rclone.conf"
    config.write_text(
        f"[kunta]\ntype = alias\nremote = {host}/kunta\n[raahe]\ntype = alias\nremote = {host}/raahe\n", encoding="utf-8"
    )
    reader.environment["RCLONE_CONFIG"] = str(config)
    reader.command("build.py publish kunta:www/polku --site build/first")
    reader.edit(SETTINGS, "feedback_email: saavutettavuus@", "feedback_email: palaute@")
    assert "The site is in site" in reader.run("build.py build --production")
    assert "preview" not in reader.run("build.py publish kunta:www/polku")
    reader.also(_another, "build.py publish raahe:www --site sites/raahe")
    shown = host / "kunta/www/polku"
    page = shown / "en/accessibility/index.html"
    assert "palaute@" in page.read_text(encoding="utf-8")
    with served(shown) as address:
        said = reader.run("build.py verify https://your.address/polku/", **{"https://your.address/polku/": f"{address}/"})
        assert "every file is as the copy lists it" in said, said
    said = reader.run("build.py rollback kunta:www/polku")
    assert "(shown now)" in said
    assert "saavutettavuus@" in page.read_text(encoding="utf-8")
    last = re.search(r"(\S+), published [^\n]* \(shown now\)", said)[1]
    reader.run("build.py rollback kunta:www/polku --to 0.1.0-70ece0832597", **{"0.1.0-70ece0832597": last})
    assert "palaute@" in page.read_text(encoding="utf-8")


def _another(reader):
    assert "This is a preview" in reader.run("build.py publish raahe:www --site sites/raahe")
