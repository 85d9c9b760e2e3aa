"""What a reader learns of a service: hours, languages and places, in their own language and never more than is known."""

import json
from dataclasses import replace
from pathlib import Path

import markdown
import pytest

from site_src.program.browser import bundle
from site_src.program.content.content import Language
from site_src.program.content.records import Service, read
from site_src.program.pages import cards, opening_hours, pages

FI, SV, EN, SIMPLE = (
    Language("fi", "fi", "ltr", "Suomi", "fi", "source"),
    Language("sv", "sv", "ltr", "Svenska", "sv", "reviewed"),
    Language("en", "en-GB", "ltr", "English", "en", "reviewed"),
    Language("fi-simple", "fi", "ltr", "Selkeä suomi", "fi", "reviewed", "fi"),
)
CHRISTMAS_EVE = {"from": "2026-12-24", "to": "2026-12-24", "closed": True, "note": {"fi": "Jouluaatto"}}
WEEK = {"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "08:00", "closes": "16:00"}


@pytest.fixture
def card(site_content):
    """The card of a record made up for the test."""

    def card(language=FI, **changes):
        record = {
            "id": "example-x", "organisation": "kela", "needs": ["money"], "area": "county", "state": "documented",
            "name": {"fi": "Esimerkki"}, "summary": {code: "Lyhyesti." for code in ("fi", "sv", "en", "fi-simple")},
            "how": {code: "Soita." for code in ("fi", "sv", "en", "fi-simple")},
            "source": {"title": "Esimerkki", "date": "2026"}, "checked": "2026-11-24", **changes,
        }  # fmt: skip
        return cards.card(read(Service, record), site_content, language, site_content.texts[language.code])

    return card


@pytest.mark.parametrize(
    ("entry", "language", "line"),
    [
        (WEEK, FI, "Ma–pe 8.00–16.00"),
        (WEEK, SV, "Mån–fre 08:00–16:00"),
        (WEEK, EN, "Mon–Fri 08:00–16:00"),
        (WEEK, SIMPLE, "Maanantai–perjantai 8.00–16.00"),
        ({**WEEK, "days": ["sat", "sun"]}, FI, "La, su 8.00–16.00"),
        ({**WEEK, "days": ["mon", "wed", "thu", "fri"]}, FI, "Ma, ke–pe 8.00–16.00"),
        ({**WEEK, "days": list(opening_hours.DAYS)}, FI, "Ma–su 8.00–16.00"),
        ({**WEEK, "closes": "24:00"}, FI, "Ma–pe 8.00–24.00"),
        ({**WEEK, "weeks": "odd"}, FI, "Ma–pe, parittomilla viikoilla 8.00–16.00"),
        ({**WEEK, "valid_from": "2027-06-01", "valid_to": "2027-08-31"}, FI, "Ma–pe 8.00–16.00 (1.6.2027–31.8.2027)"),
        ({**WEEK, "valid_from": "2027-06-01"}, EN, "Mon–Fri 08:00–16:00 (from 1 Jun 2027)"),
        (CHRISTMAS_EVE, FI, "24.12.2026 suljettu. Jouluaatto"),
        (CHRISTMAS_EVE, SV, "24 dec. 2026 stängt"),
        ({"holiday": "christmas-eve", "closed": True}, FI, "Jouluaattona suljettu"),
        ({"holiday": "a-day-nobody-knows", "closed": True}, FI, "Juhlapyhänä suljettu"),
        ({"always": True}, SV, "Alltid öppet"),
        ({"by_appointment": True}, FI, "Ajanvarauksella"),
    ],
)  # fmt: skip
def test_hours_are_written_as_people_read_them(entry, language, line, site_content):
    assert [line] == opening_hours.lines([entry], language, site_content.texts[language.code])


def test_the_browser_gets_hours_without_words():
    assert [WEEK] == opening_hours.times([{**WEEK, "note": {"fi": "Huom."}}])
    assert opening_hours.times("24/7") is None


def test_a_note_and_the_hours_are_sentences_of_their_own(card):
    phone = {"type": "phone", "number": "040 000 001", "note": {"fi": "suomeksi"}, "hours": "24/7"}
    (channel,) = card(channels=[phone])["channels"]

    assert ["Suomeksi."] == [note["text"] for note in channel["notes"]]
    assert ["Auki aina, myös öisin."] == channel["hours"]


@pytest.mark.parametrize(
    ("date", "note"),
    [
        ({"date": "2020-06"}, "Tieto julkaistu: kesäkuu 2020."),
        ({"date": "unknown", "seen": "2024-01-31"}, "Tieto luettu lähteestä: 31.1.2024."),
        ({"date": "2025"}, ""),
    ],
)
def test_a_channel_years_older_than_its_record_says_how_old_it_is(date, note, card):
    (channel,) = card(channels=[{"type": "phone", "number": "116 117", "source": {"title": "Esimerkki", **date}}])["channels"]

    assert note == "".join(note["text"] for note in channel["notes"]).removesuffix(
        " Varmista ajantasainen tieto palvelun omilta sivuilta."
    )


@pytest.mark.parametrize(("language", "read_as"), [(FI, None), (SIMPLE, None), (SV, "fi"), (EN, "fi")])
def test_a_source_is_finnish_where_it_says_nothing_else(card, language, read_as):
    assert read_as == card(language)["source"]["lang"]


def test_a_note_in_another_language_carries_its_language(card):
    (channel,) = card(SV, channels=[{"type": "phone", "number": "040 000 001", "note": {"fi": "suomeksi"}}])["channels"]

    assert [("Suomeksi.", "fi")] == [(note["text"], note["lang"]) for note in channel["notes"]]


def test_a_number_says_whose_it_is_what_it_is_for_and_what_it_costs(card):
    phone = {
        "type": "phone", "number": "040 000 001", "name": {"fi": "Kempele, vastaanotto"}, "support": True, "cost": "paid",
        "cost_note": {"fi": "pvm/mpm"},
    }  # fmt: skip
    (channel,) = card(channels=[phone])["channels"]

    assert "Kempele, vastaanotto" == channel["name"]["text"]
    assert ["Apua itse verkkopalvelun käyttöön.", "Maksullinen.", "Pvm/mpm."] == [note["text"] for note in channel["notes"]]


def test_a_channel_called_as_its_service_is_not_named_twice(card):
    (channel,) = card(channels=[{"type": "phone", "number": "040 000 001", "name": {"fi": "Esimerkki"}}])["channels"]

    assert channel["name"] is None


@pytest.mark.parametrize(
    ("language", "spoken", "told"),
    [
        (FI, ["fi", "sv"], "Palvelun kielet: suomi, ruotsi"),
        (FI, None, None),
        (SV, ["fi"], "Tjänsten ges på: finska. Du kan fråga om du får en tolk."),
        (SIMPLE, ["fi"], "Palvelun kielet: suomi"),
        (EN, None, None),
    ],
)
def test_a_reader_learns_in_which_language_a_service_is_given(card, language, spoken, told):
    assert told == card(language, **({"languages": spoken} if spoken else {}))["languages"]


def test_a_map_is_a_plain_link_and_only_where_the_place_is_known(card):
    known, unknown = card(channels=[
        {"type": "location", "address": "Esimerkkikatu 1, 00000 Esimerkki"},
        {"type": "location", "address": "Esimerkin keskusta"},
    ])["channels"]  # fmt: skip

    assert "https://www.openstreetmap.org/search?query=Esimerkkikatu%201%2C%2000000%20Esimerkki" == known["map"]["href"]
    assert "map" not in unknown
    assert known["href"] is None


@pytest.fixture
def staged(site_content):
    """Stages the pages of a language with a record added."""

    def staged(record, language=FI):
        owner = next(each.written for each in site_content.placed_organisations if each.record.id == "kela")
        document = replace(site_content.service_documents[0], file="site_src/services/example.yml", marks={},
                           data={"organisations": [owner], "services": [record]})  # fmt: skip
        documents = {name: value for name, value in site_content.documents.items() if not name.startswith("site_src/services/")}
        content = replace(site_content, documents={**documents, "site_src/services/example.yml": document})
        made = pages.sources(content, language, {})
        return {Path(slug).name: text() for slug, text in made.items() if slug.startswith("services/")}

    return staged


NASTY = "</script><img src=x onerror=alert(1)> & {{ 7*7 }}"
RECORD = {
    "id": "example-x", "organisation": "kela", "needs": ["money"], "area": "county", "state": "documented", "name": {"fi": NASTY},
    "summary": {"fi": NASTY, "sv": "Kort."}, "how": {"fi": "Soita.\n\n# Otsikko\n- lista", "sv": "Ring."}, "languages": ["fi"],
    "channels": [
        {"type": "phone", "number": "040 000 001", "hours": [WEEK], "note": {"fi": NASTY}},
        {"type": "location", "address": "Esimerkkikatu 1, 00000 Esimerkki"},
        {"type": "email", "address": "a@example.org"}, {"type": "web", "url": {"fi": "https://example.org/?a=\"b"}},
    ],
    "source": {"title": NASTY, "date": "2026"}, "checked": "2026-11-24",
}  # fmt: skip


def test_a_service_has_a_page_of_its_own_with_the_terms_of_schema_org(staged):
    page = staged(RECORD)["example-x"]

    assert "kind: service" in page and "directory.mjs" in page
    assert 'itemtype="https://schema.org/GovernmentService"' in page
    for prop in (
        "name",
        "description",
        "provider",
        "areaServed",
        "availableChannel",
        "servicePhone",
        "telephone",
        "serviceLocation",
        "serviceUrl",
    ):
        assert f'itemprop="{prop}"' in page
    assert 'href="tel:+35840000001"' in page and 'href="mailto:a@example.org"' in page


def test_what_a_record_says_stays_text(staged):
    """No HTML of a record survives, and no Markdown in it is read as such."""
    body = staged(RECORD)["example-x"].split("\n---\n", 1)[1]
    page = markdown.markdown(body, extensions=["admonition", "attr_list", "md_in_html", "tables", "toc"])

    assert "<img" not in page and "</script><" not in page
    assert "{{ 7*7 }}" in page
    assert "&lt;img src=x" in page
    assert 1 == page.count("<h1") and "<li>lista" not in page


def test_a_text_that_a_record_lacks_in_a_language_stands_in_finnish_and_says_so(staged):
    page = staged({**RECORD, "requirements": {"fi": "Ei lähetettä."}}, EN)["example-x"]

    assert "This text is in: Finnish." in page
    assert '<p itemprop="description" lang="fi" dir="ltr">' in page
    assert '<p lang="fi" dir="ltr">Ei lähetettä.</p>' in page


def test_what_is_not_published_has_no_page(staged):
    assert {} == staged({**RECORD, "state": "unconfirmed"})


def test_a_reader_of_plain_finnish_is_served_in_finnish(site_content):
    data = json.loads(bundle.documents(site_content)["content.json"])
    for service in data["services"]:
        spoken = service.get("languages", ())
        assert ("fi" in spoken) == ("fi-simple" in spoken)


def test_records_come_in_their_order_and_then_as_the_files_list_them(site_content):
    orders = [record.order for record in site_content.services]

    assert orders == sorted(orders)
    assert {-1, 0, 1} <= set(orders)


def test_a_card_in_a_list_says_when_it_was_checked_and_whose_page_to_read(card):
    found = card(source={"title": "Example", "date": "2026", "lang": "en"})

    assert "Tarkistettu 11/2026." == found["checked_on"]
    assert "kela.fi" in found["website"]
    assert "en" == found["source"]["lang"]
    assert None is card(EN, source={"title": "Example", "date": "2026", "lang": "en"})["source"]["lang"]


def test_a_name_in_another_language_says_in_which(card):
    assert "fi" == card(EN)["name_lang"]
    assert None is card(FI)["name_lang"]
    assert None is card(SIMPLE)["name_lang"]
    assert None is card(EN, name={"fi": "Esimerkki", "en": "Example"})["name_lang"]


def test_a_season_is_told_in_the_readers_words(card):
    season = {"from": "06-01", "to": "08-31"}

    assert "Palvelua saa joka vuosi 1. kesäkuuta – 31. elokuuta." == card(season=season)["season"]
    assert "Available every year from 1 June to 31 August." == card(EN, season=season)["season"]
    assert None is card()["season"]


def test_a_retired_service_keeps_its_address_and_points_on(site_content):
    first, second = [placed for placed in site_content.placed_services if cards.shown_in(placed.record, FI)][:2]
    document, (section, place) = first.document, first.path
    retired = {"date": "2026-11-01", "reason": "Ended", "see": second.record.id}
    services = [*document.data[section]]
    services[place] = {**first.written, "retired": retired}
    changed = replace(document, data={**document.data, section: services})
    content = replace(site_content, documents={**site_content.documents, document.file: changed})
    made = pages.sources(content, FI, None)
    text = made[f"services/{first.record.id}"]()

    assert "Tätä palvelua ei enää ole." in text
    assert f'href="../{second.record.id}/"' in text
    assert not any(cards.shown_in(record, FI) for record in content.services if record.id == first.record.id)
