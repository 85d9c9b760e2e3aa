"""A host changes a colour once, and every place that shows it follows."""

import struct
import zlib
from pathlib import Path

import pytest

from site_src.program.browser import assets, brand, icons

LOOK = Path(__file__).resolve().parents[2] / "site_src/look"
PLACES = [path for path in sorted(LOOK.rglob("*")) if path.suffix in (".css", ".html", ".j2", ".svg", ".mjs")]


@pytest.mark.parametrize("role", ["--k-brand", "--k-sun", "--k-ground"])
def test_the_colour_of_a_role_stands_in_one_place(role):
    colour = brand.colour(LOOK, role)

    assert ["base/roles.css"] == [
        path.relative_to(LOOK).as_posix() for path in PLACES if colour in path.read_text(encoding="utf-8")
    ]


def test_the_mark_and_the_icon_of_a_page_take_the_colours_of_the_brand(tmp_path):
    (tmp_path / "base/img").mkdir(parents=True)
    (tmp_path / "base/roles.css").write_text("--k-brand: teal; --k-sun: gold; @media { --k-brand: black; }", encoding="utf-8")
    (tmp_path / "base/img/mark.svg").write_text((LOOK / brand.MARK).read_text(encoding="utf-8"), encoding="utf-8")
    paths = assets._pictures(tmp_path, tmp_path / "site")
    mark = (tmp_path / "site" / paths["mark.svg"]).read_text(encoding="utf-8")

    for said in (mark, brand.icon(tmp_path)):
        assert "teal" in said and "gold" in said and "var(" not in said


def test_the_icons_that_devices_keep_take_the_colours_of_the_brand(tmp_path):
    (tmp_path / "base").mkdir()
    (tmp_path / "base/roles.css").write_text("--k-brand: #102030; --k-sun: #fedcba;", encoding="utf-8")
    for icon in sorted((LOOK / "base/img/icons").glob("*.png")):
        png = icon.read_bytes()
        chunks = dict(chunks_of(icons.painted(tmp_path, png)))
        palette = [tuple(chunks[b"PLTE"][place : place + 3]) for place in range(0, len(chunks[b"PLTE"]), 3)]

        assert [(16, 32, 48), (255, 255, 255), (254, 220, 186)] == [palette[63], palette[127], palette[191]]
        # Nothing of it is drawn in a colour of its own.
        assert {0} == set(dict(chunks_of(png))[b"PLTE"])


def chunks_of(png):
    """The parts of a PNG by name, each held to its checksum."""
    place = 8
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        name, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        assert struct.pack(">I", zlib.crc32(name + body)) == png[place + 8 + size : place + 12 + size]
        yield name, body
        place += 12 + size


def test_a_role_without_a_colour_is_an_error():
    with pytest.raises(KeyError):
        brand.colour(LOOK, "--k-none")
