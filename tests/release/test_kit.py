"""What a copy is told about with carries its own name and address in each language, fits its paper, and tells nobody."""

import dataclasses
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markupsafe import escape
from pypdf import PdfReader

from site_src.program.content import content, project
from site_src.program.pages import render
from site_src.program.release import ReleaseError, kit

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://www.kunnannimi.fi/kykypolku/"
CODES = ["fi", "sv", "en", "fi-simple"]
# Pages, and the size of each in points: 210 x 297 and 105 x 148 millimetres.
PAPER = {"poster": (1, 595, 842), "card": (2, 298, 420), "workshop": (1, 595, 842)}
LONGEST_SMS = 160
LONG = {
    "name": "Pohjoisten naapurikuntien oma kykypolku kaikille työikäisille",
    "host": {"name": "Pohjoisten naapurikuntien yhteinen palvelu"},
}


@pytest.fixture(scope="module")
def oulu():
    return content.read(project.of(ROOT, "oulu"))


@pytest.fixture(scope="module")
def made(oulu, chromium, tmp_path_factory):
    """The folder of each language."""
    out, print_page = tmp_path_factory.mktemp("kit"), kit.printer(chromium)
    for language in oulu.languages:
        (out / language.code).mkdir()
        kit.write(oulu, language, ADDRESS, out / language.code, print_page)
    return out


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", PAPER)
def test_what_is_printed_fits_its_paper_and_says_name_and_address_also_to_who_cannot_see_it(oulu, made, name, code):
    read = PdfReader(io.BytesIO((made / code / f"{name}.pdf").read_bytes()))
    language = next(each for each in oulu.languages if each.code == code)
    text = " ".join(page.extract_text() for page in read.pages)
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in read.pages}

    assert (PAPER[name][0], {PAPER[name][1:]}) == (len(read.pages), sizes)
    assert oulu.site_name(language) in re.sub(r"\s+", " ", text)
    assert f"www.kunnannimi.fi/kykypolku/{code}" in re.sub(r"\s+", "", text)
    assert language.lang == read.trailer["/Root"]["/Lang"]
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_cut_off_even_with_a_long_name_and_address(oulu, chromium, code):
    settings = oulu.documents["site_src/site.yml"]
    changed = dataclasses.replace(settings, data={**settings.data, **LONG})
    copy = dataclasses.replace(oulu, documents={**oulu.documents, "site_src/site.yml": changed})
    language = next(each for each in copy.languages if each.code == code)
    values = kit._values(copy, language, f"{ADDRESS}palvelut/tyo-ja-hyvinvointi/")
    page = chromium.new_page()
    page.emulate_media(media="print", color_scheme="light")
    cut = {}
    for name in PAPER:
        page.set_content(render.html(f"{name}.html.j2", **values))
        cut[name] = page.evaluate(
            """() => [...document.querySelectorAll('.poster, .card, .sheet')]
                 .filter(each => each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth).length"""
        )
    page.close()

    assert dict.fromkeys(PAPER, 0) == cut


@pytest.mark.parametrize("code", CODES)
def test_the_ready_words_hold_the_address_and_a_message_fits_one_text_message(made, code):
    page = (made / code / "words.html").read_text(encoding="utf-8")
    message = re.search(r"<p data-sms>([^<]*)</p>", page)[1]

    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert f"{ADDRESS}{code}/" in message
    assert len(message) <= LONGEST_SMS
    assert f"<title>{ADDRESS}{code}/</title>" in (made / code / "qr.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_a_link_on_another_page_leads_to_the_site_and_tells_nobody_who_saw_it(made, code):
    card = (made / code / "link-card.html").read_text(encoding="utf-8")
    pages = card + (made / code / "words.html").read_text(encoding="utf-8")

    assert [f"{ADDRESS}{code}/"] == re.findall(r'href="([^"]+)"', card)
    assert str(escape(card.strip())) in pages
    assert not re.search(r"<(script|link|iframe|img[^>]* src=.http|style[^>]*@import)|url\(", pages)


def test_who_does_not_say_where_the_site_is_is_asked(tmp_path):
    with pytest.raises(ReleaseError, match=r"oulu/site.yml does not say where.*--address"):
        kit.make(project.of(ROOT), ["oulu"], None, tmp_path, lambda _: None)


def test_the_command_makes_a_kit_for_every_language(tmp_path):
    command = [
        sys.executable,
        "build.py",
        "--no-setup",
        "kit",
        "--municipality",
        "hailuoto",
        "--address",
        ADDRESS,
        "--out",
        tmp_path,
    ]
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)

    assert 0 == done.returncode, done.stderr
    assert {"fi", "sv"} == {path.name for path in (tmp_path / "hailuoto").iterdir()}
    assert 6 == len(list(tmp_path.rglob("*.pdf")))
