"""Exports damaged at random: refused with a reason or read, never a traceback, never markup in a file."""

import json
import random
import re
from datetime import date

import pytest

from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv import import_files
from tests.directory import samples, test_ptv_v12

KINDS = ("ServiceLocation", "Phone", "EChannel", "WebPage", "PrintableForm")
V11 = [samples.service(channels=range(0x11, 0x16)), *(samples.channel(0x11 + n, kind) for n, kind in enumerate(KINDS))]
V12 = [test_ptv_v12.service(), test_ptv_v12.channel(), test_ptv_v12.CONNECTION, test_ptv_v12.OWNER]
JUNK = [
    None,
    0,
    -1,
    1.5,
    True,
    "",
    "x",
    [],
    {},
    [None],
    [[]],
    {"a": None},
    ["x"],
    [1],
    "<script>alert(1)</script>",
    "\u202e\x00",
    "9" * 400,
    {"value": {"value": None}},
    [{"language": None, "value": None}],
    [{"language": "fi", "value": "<img src=x onerror=y>"}],
]


def damaged(value, chance):
    """The value with some of its parts replaced by junk or left out."""
    if chance.random() < 0.03:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {key: damaged(child, chance) for key, child in value.items() if chance.random() > 0.01}
    if isinstance(value, list):
        return [damaged(child, chance) for child in value] * chance.choice((1, 1, 1, 2))
    return value


@pytest.mark.parametrize("version", [V11, V12], ids=["v11", "v12"])
def test_damaged_exports_never_crash_and_never_carry_markup(tmp_path, version):
    """Two hundred damaged exports each end in a report or in reasons."""
    read = 0
    for seed in range(200):
        path = samples.write(
            tmp_path / "export.json",
            json.loads(json.dumps([damaged(item, random.Random(seed * 10 + n)) for n, item in enumerate(version)])),
        )
        out = tmp_path / f"out-{seed}"
        try:
            report = import_files([path], out, samples.MAPPING, today=date(2026, 11, 24))
        except ContentError as error:
            assert error.problems and not out.exists()
            continue
        read += 1
        for file in (out / "ptv").glob("*.yml") if out.exists() else ():
            assert not re.search(r"<\w+|javascript:", file.read_text("utf-8"))
        assert str(report)

    assert read > 20
