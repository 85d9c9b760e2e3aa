"""What comes in damaged is read or refused in words; a bounded part of `python -m tests.fuzz`."""

import pytest

from tests.fuzz.all import KINDS
from tests.fuzz.trying import Trial

TRIED = {
    "answers": 150,
    "saved": 150,
    "hsds": 80,
    "register": 40,
    "records": 20,
    "rules": 10,
    "workbooks": 6,
    "pages": 40,
    "words": 8,
    "overlays": 8,
    "commands": 60,
}


def test_every_kind_is_tried():
    assert KINDS.keys() == TRIED.keys()


@pytest.mark.parametrize("name", KINDS)
def test_damaged_inputs_end_in_a_reading_or_in_reasons(name, site_content, tmp_path):
    trial = Trial(name, site_content, tmp_path)
    for number in range(TRIED[name]):
        trial.run(number)
    trial.close()

    assert [] == trial.failures
    assert TRIED[name] == trial.read + trial.refused
    assert trial.refused


def test_the_same_number_is_the_same_damage(site_content, tmp_path):
    trial = Trial("hsds", site_content, tmp_path)

    assert trial.chance(7).random() == trial.chance(7).random() != trial.chance(8).random()
