"""Text and addresses from elsewhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.program.directory import coordinates, sanitize

MARKUP = st.text(alphabet="<>/&;abiscrptlgm#x0 \"'=!-\n\u200b\u202e", max_size=60)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<p>Hei <b>sinä</b></p><p>Tervetuloa</p>", "Hei sinä\nTervetuloa"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<script>alert(1)</script>hei<style>p{}</style>", "hei"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", ""),
        ("&amp;lt;script&amp;gt;x", ""),
        ("<scr<script>ipt>alert(1)</script>", "ipt>alert(1)"),
        ("<img src=x onerror=alert(1)>kuva", "kuva"),
        ("3 < 5 & 5 > 3", "3 < 5 & 5 > 3"),
        ("A\u202eB\u200b\x00C", "ABC"),
        ("a  b\r\n\r\n\r\n\r\nc\u2028d", "a b\n\nc\nd"),
        ("a\u0308", "ä"),
        ("<scr\u200bipt>x</script>", ""),
    ],
)
def test_text_is_cleaned(value, expected):
    """Markup and invisible characters go; words, paragraphs and signs stay."""
    assert expected == sanitize.text(value)


@settings(deadline=None)
@given(MARKUP)
def test_no_markup_survives_however_it_is_nested(value):
    """What comes out has no tag, and cleaning it again changes nothing."""
    cleaned = sanitize.text(value)

    assert not re.search(r"<[a-zA-Z/!?]", cleaned)
    assert cleaned == sanitize.text(cleaned)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:a@example.org",
        "tel:+35840000001",
        "https://ääkkö.example.org/ö",
    ],
)
def test_safe_addresses_pass(url):
    """Addresses of the four allowed kinds pass as they are."""
    assert url == sanitize.link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        " jAvAscript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "https:///x",
        "https://user:secret@example.org",
        "https://example.org:port/",
        "https://exa mple.org",
        "ftp://example.org",
        'https://example.org/"onclick=',
        "mailto:nobody",
        "tel:call-me",
        "https://[::1",
        "vbscript:x",
        "https://exa\u202emple.org",
    ],
)
def test_other_addresses_do_not(url):
    """Whatever else is left out."""
    assert sanitize.link(url) is None


def test_an_address_without_its_scheme_gets_one():
    """People write www."""
    assert sanitize.link("www.example.org") == "https://www.example.org"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("+358 (0)40-123 4567", "+358 40 123 4567"), ("116 000", "116 000"), ("call", None), ("", None), ("000<b>", None)],
)
def test_phone_numbers_are_digits_and_spaces(value, expected):
    """Brackets and dashes become spaces; words are no number."""
    assert expected == sanitize.phone(value)


def test_a_known_point_is_converted():
    """The origin of EPSG:3067 is on 27° east, where easting is 500 km."""
    latitude, longitude = coordinates.degrees("7211000.0", "500000.0")

    assert longitude == 27
    assert 65.0 < latitude < 65.1


@pytest.mark.parametrize(
    ("north", "east", "why"),
    [
        ("428000", "7210000", "swapped"),
        ("65.0", "25.4", "not in Finland"),
        ("x", "1", "not numbers"),
        ("nan", "1", "not in Finland"),
    ],
)
def test_a_point_elsewhere_is_refused(north, east, why):
    """A wrong point says what is wrong with it."""
    with pytest.raises(ValueError, match=why):
        coordinates.degrees(north, east)
