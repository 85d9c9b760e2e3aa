"""The accessibility statement says in each language what the host says of its copy, as (EU) 2018/1523 asks."""

import re

import pytest

from site_src.program.content import content, project
from site_src.program.pages.pages import Parts
from tests.content import copies

HOST = """host:
  name: Esimerkkikunta
  feedback_email: saavutettavuus@example.org
  accessibility:
    status: partial
    method: third
    by: Arvioija
    prepared: "2026-11-20"
    reviewed: "2026-11-22"
    shortcomings:
      - {criterion: 1.4.10, reason: burden, text: {fi: Kartta., sv: Kartan., en: The map., fi-simple: Kartta.}}
      - {criterion: 1.1.1, reason: nonconformity, text: {fi: Kuva., sv: Bilden., en: The picture., fi-simple: Kuva.}}
"""


def statements(root):
    read = content.read(project.of(root))
    parts = {language.code: str(Parts(read, language, None).accessibility_status()) for language in read.languages}
    return {code: " ".join(re.sub(r"<[^>]+>", " ", html).split()) for code, html in parts.items()}


@pytest.fixture
def root(tmp_path):
    return copies.copy(tmp_path)


def test_a_preview_says_in_every_language_that_nobody_has_assessed_it(root):
    assert "has not assessed its accessibility yet" in statements(root)["en"]
    assert 4 == len(set(statements(root).values()))


def test_what_the_host_says_is_told_in_every_language(root):
    copies.change(root, "site_src/site.yml", "host: {}\n", HOST)

    told = statements(root)
    for words in told.values():
        assert "Esimerkkikunta" in words and "Arvioija" in words and "1.4.10" in words and "1.1.1" in words
    assert "meets the accessibility requirements in part" in told["en"]
    assert told["en"].index("The picture.") < told["en"].index("disproportionate burden") < told["en"].index("The map.")
    assert "last reviewed on 22 Nov 2026" in told["en"] and "viimeksi 22.11.2026" in told["fi"]
