"""Templates read content as content, whatever its keys are called."""

from site_src.program.pages.render import environment

METHODS = [name for name in dir(dict) if not name.startswith("_")]


def test_a_key_with_the_name_of_a_method_is_read_as_the_key():
    for name in METHODS:
        assert "words" == environment().from_string(f"{{{{ texts.{name} }}}}").render(texts={name: "words"})


def test_a_method_of_a_mapping_without_such_a_key_stays_a_method():
    assert "a1" == environment().from_string("{% for k, v in t.items() %}{{ k }}{{ v }}{% endfor %}").render(t={"a": 1})
