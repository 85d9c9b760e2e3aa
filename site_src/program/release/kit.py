"""`kit`: what a copy is told about with, in each of its languages: a poster, a pocket card, ready words, a sheet for groups,
and a link for other pages. All is made from the copy's own name, address, colours and words."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

import segno
from markupsafe import Markup
from playwright.sync_api import Error, sync_playwright

from site_src.program.browser import copied
from site_src.program.content import content
from site_src.program.content import project as places
from site_src.program.content.project import COUNTY_SITE, SETTINGS
from site_src.program.messages import msg
from site_src.program.pages import render
from site_src.program.release import ReleaseError
from site_src.program.setup import browsers

PRINTED = ("poster", "card", "workshop")
SHEETS = ("base/tokens.css", "base/roles.css", "kit/kit.css")
# The light around a code that cameras need, in its own squares.
QUIET = 4
# The colour of the printed side of a page, also where the machine's own is dark.
LIGHT = "light"


def make(here, ids, address, out, say):
    """Writes the kit of each site (the county's id is "") into its folder below *out*, and in it one folder a language.

    `address` is where it is published, for a site that does not say so itself. Raises `ReleaseError` when nobody says, or
    when there is no browser to print with.
    """
    copies = {id_ or COUNTY_SITE: content.read(places.of(here.roots[0], id_)) for id_ in ids}
    nowhere = [copy for copy in copies.values() if not (address or copy.settings.get("address"))]
    if nowhere:
        overlay = nowhere[0].project.overlay
        file = nowhere[0].project.name(overlay / "site.yml") if overlay else SETTINGS
        raise ReleaseError(
            msg("{file} does not say where the site is published. Add address: https://…/, or give --address.", file=file)
        )
    with _started(say) as print_page:
        for name, copy in copies.items():
            for language in copy.languages:
                folder = out / name / language.code
                folder.mkdir(parents=True, exist_ok=True)
                write(copy, language, address or copy.settings["address"], folder, print_page)
            say(f"{name}: {', '.join(language.code for language in copy.languages)}")
    return 0


def write(copy, language, address, folder, print_page):
    """Writes the kit of one language. `print_page` makes the PDF of a page."""
    values = _values(copy, language, address)
    values["link_card"] = render.html("link-card.html.j2", **values)
    (folder / "link-card.html").write_text(f"{values['link_card']}\n", encoding="utf-8")
    (folder / "words.html").write_text(f"{render.html('words.html.j2', **values)}\n", encoding="utf-8")
    values["code"].save(folder / "qr.svg", border=QUIET, scale=8, title=values["address"])
    for name in PRINTED:
        (folder / f"{name}.pdf").write_bytes(print_page(render.html(f"{name}.html.j2", **values)))


def _values(copy, language, address):
    own_address = f"{address}{language.code}/"
    shown = own_address.removeprefix("https://").removesuffix("/")
    look = copy.project.look
    with tempfile.TemporaryDirectory() as folder:
        own = copied.own_assets(copy, Path(folder))
        colours = (Path(folder) / own.colours).read_text(encoding="utf-8") if own.colours else ""
    code = segno.make(own_address, error="m")
    css = "\n".join([*((look / sheet).read_text(encoding="utf-8") for sheet in SHEETS), colours])
    return {
        "language": language,
        "t": _filled(copy.texts[language.code], {"{address}": own_address, "{form}": f"{shown}/form"}),
        "name": copy.site_name(language),
        "address": own_address,
        "shown": shown,
        "publisher": copy.settings.get("host", {}).get("name", ""),
        "brand": own.painted["brand"],
        "css": Markup(css),
        "code": code,
        "mark": Markup(copied.values(copy, language, own)["mark"]),
        "scene": Markup((look / "frame/partials/scene.html").read_text(encoding="utf-8")),
        "qr": Markup(code.svg_inline(border=QUIET, omitsize=True, light="#fff", svgclass=None)),
    }


def _filled(texts, values):
    if isinstance(texts, dict):
        return {key: _filled(text, values) for key, text in texts.items()}
    for name, value in values.items():
        texts = texts.replace(name, value)
    return texts


@contextmanager
def _started(say):
    """A browser for as long as there is something to print."""
    if problem := browsers.ensure(say):
        raise ReleaseError(problem)
    path = browsers.find()
    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(args=["--no-sandbox"], **({"executable_path": path} if path else {}))
        except Error as error:
            why = error.message.splitlines()[0]
            raise ReleaseError(
                msg("The browser that prints did not start ({why}). Install Chromium or Chrome, then start again.", why=why)
            ) from None
        try:
            yield printer(browser)
        finally:
            browser.close()


def printer(browser):
    """A function that prints a page, given as HTML, to PDF with a running browser."""
    page = browser.new_page(color_scheme=LIGHT, java_script_enabled=False)

    def print_page(html):
        page.set_content(html)
        return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)

    return print_page
