"""Whatever an answer about health leads to is inside the stated purpose, for a reason that people have reviewed."""

from pathlib import Path

import pytest
import yaml

from scoring.conditions import names

DATA = yaml.safe_load((Path(__file__).parent / "health_purpose.yml").read_text(encoding="utf-8"))
REVIEWED = [name for group in DATA["records"] for name in group["ids"]]
APART = [name for group in DATA["never_suggested"] for name in group["records"]]
KEYS = [key for group in DATA["texts"] for key in group["keys"]]


def reached(content):
    """The needs that a band of a health domain can lead to."""
    bands = {f"band.{domain}" for domain in DATA["domains"]}
    return [
        need.id
        for need in content.guidance.needs
        if any(set(domains) & set(DATA["domains"]) for domains in need.bands.values())
        or bands.intersection(names(need.answer or {}))
    ]


def test_every_record_that_an_answer_about_health_leads_to_has_a_reason(content):
    needs = reached(content)

    assert sorted(service.id for service in content.services if set(needs) & set(service.needs)) == sorted(REVIEWED)


def test_what_treats_or_judges_an_illness_is_in_the_directory_and_no_answer_leads_to_it(site_content, content):
    records = {record.id: record for record in site_content.services}

    assert [False] * len(APART) == [records[name].suggested for name in APART]
    assert not set(APART) & {service.id for service in content.services}


def test_every_text_that_an_answer_about_health_leads_to_has_a_reason(content):
    patterns = [
        pattern.id
        for pattern in content.guidance.overall
        if any("attention" in name or "strength" in name for name in names(pattern.when))
    ]
    expected = {f"domain/{domain}" for domain in DATA["domains"]} | {f"need/{need}" for need in reached(content)}

    assert expected | {f"overall/{pattern}" for pattern in patterns} <= set(KEYS)
    assert len(KEYS) == len(set(KEYS))


@pytest.mark.parametrize("language", list(DATA["never_said"]))
def test_no_such_text_says_a_word_of_illness_or_treatment(language, site_content):
    texts = site_content.texts[language]
    said = [(key, text.lower()) for key in KEYS for text in _strings(texts[key.split("/")[0]][key.split("/")[1]])]
    wrong = [f"{key}: {word}" for key, text in said for word in DATA["never_said"][language] if word in text]

    assert [] == wrong


def _strings(part):
    if isinstance(part, str):
        yield part
    else:
        for value in part.values():
            yield from _strings(value)
