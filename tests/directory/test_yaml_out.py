"""The writer of YAML: whatever it writes, every reader reads back."""

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_src.program.content import strict_yaml
from site_src.program.directory import yaml_out

TEXT = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="ab :#-,\n'\"[]{}&*!|>%@`0129.yes", max_size=300),
    st.sampled_from(
        ["yes", "No", "012", "12:30", "1e3", "null", "~", "", "- a", "a: b", "a #b", "2026-11-24", "=", "<<", "a" * 200]
    ),
)
VALUE = st.recursive(
    st.one_of(TEXT, st.integers(-(10**9), 10**9), st.booleans(), st.none(), st.floats(-180, 180).map(lambda x: round(x, 6))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(TEXT.filter(lambda key: "\n" not in key and key != "<<"), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), VALUE, min_size=1))
@example({"a": {"0" * 107: "\x1b"}})
def test_pyyaml_reads_back_what_was_written(value):
    """Any text, number, list and mapping survives."""
    assert value == yaml.safe_load(yaml_out.dump(value))


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abcdef"), TEXT.map(lambda text: "".join(c for c in text if c.isprintable() or c == "\n")), min_size=1
    )
)
def test_the_strict_reader_finds_no_surprise(value):
    """What a reader could take for a number or a truth is quoted."""
    assert value == strict_yaml.parse(yaml_out.dump(value), "test.yml").data


def test_long_text_is_folded():
    """Long text stands on several lines, as people write it."""
    words = "sana " * 60
    written = yaml_out.dump({"fi": words.strip() + "\n\n" + words.strip()})

    assert written.startswith("fi: >-\n  sana sana")
    assert max(map(len, written.splitlines())) <= yaml_out.WIDTH
