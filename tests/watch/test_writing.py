"""Whoever writes sees a saved text at once, is told what is wrong, and never loses the page that was good."""

import time
import urllib.request
from pathlib import Path

import pytest

from tests.content import copies
from tests.visits import READY
from tests.watch import serving

ROOT = Path(__file__).resolve().parents[2]
# What a busy machine may take; alone it is a tenth.
PATIENCE = 30_000


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A copy of the content to write in."""
    return copies.copy(tmp_path_factory.mktemp("writing"))


@pytest.fixture(scope="module")
def address(root):
    """Where `serve` shows the copy."""
    with serving.writing(root) as at:
        yield at


def told(visited):
    """What the author's bar says is wrong."""
    return visited.page.locator(".author__problems").inner_text()


def test_a_saved_word_is_seen_without_a_hand_on_the_browser(root, address, visit):
    page = visit("/fi/").page
    page.locator("html[data-author=ready]").wait_for()
    began = time.perf_counter()
    copies.change(root, "site_src/pages/fi/index.md", "# ", "# Uusi sana ")
    page.get_by_role("heading", name="Uusi sana").wait_for(timeout=PATIENCE)
    took = time.perf_counter() - began
    copies.change(root, "site_src/pages/fi/index.md", "# Uusi sana ", "# ")
    page.get_by_role("heading", name="Uusi sana").wait_for(state="detached", timeout=PATIENCE)

    print(f"saved to seen: {took:.2f} s")
    assert 10 > took


def test_a_mistake_is_told_in_the_page_and_the_last_good_page_stays(root, address, visit):
    visited = visit("/fi/privacy/")
    heading = visited.page.locator("h1").inner_text()
    visited.page.locator("html[data-author=ready]").wait_for()
    copies.change(root, "site_src/pages/fi/privacy.md", "title: ", "title: Näin: ")
    visited.page.locator(".author__problems:visible").wait_for(timeout=PATIENCE)

    assert "site_src/pages/fi/privacy.md:2" in told(visited)
    visited.page.reload()
    assert heading == visited.page.locator("h1").inner_text()
    copies.change(root, "site_src/pages/fi/privacy.md", "title: Näin: ", "title: ")
    visited.page.locator(".author__problems").wait_for(state="hidden", timeout=PATIENCE)


def test_a_changed_source_stops_nobody(root, address, visit):
    page = visit("/fi/assessment/").page
    page.locator("html[data-author=ready]").wait_for()
    copies.change(root, "site_src/words/fi.yml", '  next: "', '  next: "Eteenpäin ')
    page.get_by_role("button", name="Eteenpäin").first.wait_for(timeout=PATIENCE)
    copies.change(root, "site_src/words/fi.yml", '  next: "Eteenpäin ', '  next: "')


def test_a_click_says_which_file_and_line_a_text_comes_from(root, address, visit):
    page = visit("/sv/assessment/").page
    page.locator("html[data-author=ready]").wait_for()
    page.get_by_role("button", name="Where is this text from?").click()
    heading = page.locator("[data-item] [data-question]:visible").first
    heading.click()
    file, line = page.locator(".author__source a").inner_text().split(":")
    words = (root / file).read_text(encoding="utf-8").splitlines()[int(line) - 1 : int(line) + 2]

    assert "questionnaire/texts/sv.yml" == file
    assert heading.inner_text()[:20] in " ".join(words)
    assert "(translated)" in page.locator(".author__source").inner_text()


def test_almost_every_text_of_a_page_is_found_by_its_words(address, visit):
    page = visit("/fi/services/").page
    page.locator("html[data-author=ready]").wait_for()
    found = page.evaluate(
        """async () => {
          const { texts } = await (await fetch('/__author/about?page=/fi/services/')).json()
          const plain = (text) => text.replace(/\\s+/g, ' ').trim()
          const known = new Set(texts.map(([words]) => plain(words)))
          const lines = document.querySelectorAll('main [data-service] h3, main [data-service] p')
          const shown = [...lines].map((each) => plain(each.textContent))
          return [shown.filter((text) => known.has(text)).length, shown.length]
        }"""
    )
    print(found)
    assert found[0] > found[1] / 2


def test_a_person_and_a_result_are_shown_on_demand_and_kept_through_a_change(root, address, visit):
    page = visit("/fi/assessment/").page
    page.locator("html[data-author=ready]").wait_for()
    page.locator("[data-author-item=municipality]").select_option(label="Raahe")
    page.get_by_label("Vastaukset", exact=True).select_option("low")
    page.wait_for_function(READY, timeout=60_000)
    page.get_by_role("button", name="Näytä tulos").click()
    page.locator("[data-result] h2").first.wait_for()
    copies.change(root, "site_src/words/fi.yml", '    title: "', '    title: "Muutettu ')
    page.get_by_text("Muutettu").first.wait_for(timeout=PATIENCE)

    assert page.locator("[data-result]").is_visible()


def test_the_bar_stands_in_no_built_site(built_site):
    pages = [path for path in built_site.rglob("*.html") if "__author" in path.read_text(encoding="utf-8")]

    assert [] == pages


def test_a_page_that_nobody_wrote_is_not_found(address):
    with pytest.raises(urllib.request.HTTPError, match="404"):
        urllib.request.urlopen(f"{address}/fi/nowhere/")
