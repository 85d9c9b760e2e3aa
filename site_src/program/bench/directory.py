"""A directory of 1,000 services, and how long a choice in it takes."""

import random
import re
import shutil
from dataclasses import replace

from site_src.program.pages import cards, pages

COUNT = 1000
# A part of the week and one day of its own: what "open now" has to reckon with.
HOURS = [
    {"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "08:00", "closes": "16:00"},
    {"from": "2026-12-24", "to": "2026-12-24", "closed": True, "note": {"fi": "Jouluaatto"}},
]
# What a resident may type into the search of the Finnish page: one word, then two.
WORDS = ("velan", "velan neuvonta")
# Milliseconds from a choice until the page is laid out again, after another choice in the same field.
CHOOSE = """([field, before, value]) => {
  const form = document.querySelector('form[data-directory]')
  const input = form.elements.namedItem(field)
  input.value = before
  input.dispatchEvent(new Event('input', { bubbles: true }))
  document.body.offsetHeight
  const began = performance.now()
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
  document.body.offsetHeight
  return performance.now() - began
}"""
# The first thing that a list offers, whatever it is.
FIRST = "name => document.querySelector(`form[data-directory] select[name=${name}]`).options[1].value"
COUNTED = "() => document.querySelector('form[data-directory]').dataset.ready === 'true'"


def services(site_content):
    """The services part of the Finnish page of the large directory."""
    return pages.Parts(content(site_content), site_content.languages[0], {}).services()


def content(site_content):
    """The site's content with 1,000 services in the words of ours, each in an order of its own."""
    chance = random.Random(1)
    records = [placed.written for placed in site_content.placed_services if cards.published(placed.record)]
    made = []
    for number in range(COUNT):
        record = records[number % len(records)]
        mixed = {field: {"fi": _mixed(record[field]["fi"], chance)} for field in ("name", "summary", "how")}
        phone = {"type": "phone", "number": f"040 1{number:06}", "hours": HOURS}
        channels = [*record.get("channels", ()), *([phone] if number % 3 == 0 else [])]
        made.append({**record, **mixed, "id": f"example-{number}", "channels": channels})
    owners = [placed.written for placed in site_content.placed_organisations]
    document = replace(site_content.service_documents[0], data={"organisations": owners, "services": made})
    documents = {name: value for name, value in site_content.documents.items() if not name.startswith("site_src/services/")}
    return replace(site_content, documents={**documents, document.file: document})


def _mixed(text, chance):
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def page(site, large):
    """The page of the built *site* with the *large* directory in place of ours."""
    html = (site / "fi/services/index.html").read_text(encoding="utf-8")
    return re.sub(r'<div class="directory[^>]*>.*</div>(?=\s*</main>)', lambda _: str(large), html, flags=re.DOTALL)


def write(site, html, out):
    """Lay the page *html* into the folder *out*, with the assets of the built *site* that it needs."""
    shutil.copytree(site / "assets", out / "assets")
    (out / "fi/services").mkdir(parents=True)
    (out / "fi/services/index.html").write_text(html, encoding="utf-8")


def choices(page):
    """(field, value before, value) of the choices that are measured in a page of the directory."""
    need, municipality = (page.evaluate(FIRST, name) for name in ("need", "municipality"))
    searched = [("text", "", words) for words in WORDS]
    return [("municipality", "", municipality), ("need", "", need), ("need", need, ""), ("text", WORDS[0], ""), *searched]


def measure(chromium, address, say, repeats=5):
    """Say the slowest of the choices, each the median of some."""
    opened = chromium.new_page(viewport={"width": 360, "height": 740})
    opened.goto(address)
    opened.wait_for_function(COUNTED)
    took = {each: sorted(opened.evaluate(CHOOSE, list(each)) for _ in range(repeats))[repeats // 2] for each in choices(opened)}
    slowest = max(took, key=took.get)
    what = " ".join(filter(None, slowest))
    say(f"a choice among {COUNT:,} services: {took[slowest]:.0f} ms at most ({what}), each the median of {repeats}")
    opened.close()
