"""The browser's short dataclasses do what the full ones do, as far as scoring goes."""

import dataclasses
import importlib.util

import pytest

from site_src.program.browser.runtime import STAND_INS


def stand_in():
    """The module that the browser has under the name of dataclasses."""
    spec = importlib.util.spec_from_file_location("short_dataclasses", STAND_INS / "dataclasses.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=[dataclasses, stand_in()], ids=["full", "short"])
def module(request):
    """Both in turn: each sentence below is true of both."""
    return request.param


@pytest.fixture
def item(module):
    """A class as scoring writes them."""

    @module.dataclass(frozen=True)
    class Item:
        id: str
        options: tuple = ()
        asked_if: dict = module.field(default_factory=dict)
        scale: str = module.field(default="frequency")

        @property
        def count(self):
            return len(self.options)

    return Item


def test_values_are_given_by_place_or_by_name(item):
    one = item("mood.joy", ("never",), scale="ability")

    assert ("mood.joy", ("never",), {}, "ability", 1) == (one.id, one.options, one.asked_if, one.scale, one.count)


def test_each_instance_gets_a_default_of_its_own(item):
    assert item("a").asked_if is not item("b").asked_if
    assert "frequency" == item("a").scale


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), (("a", (), {}, "b", "c"), {}), (("a",), {"id": "b"}), (("a",), {"unknown": 1})]
)
def test_what_does_not_fit_the_fields_is_refused(item, given, named):
    with pytest.raises(TypeError):
        item(*given, **named)


def test_an_instance_never_changes(item, module):
    one = item("a")

    with pytest.raises(module.FrozenInstanceError):
        one.id = "b"
    with pytest.raises(module.FrozenInstanceError):
        del one.id
    assert "a" == one.id


def test_equal_values_make_equal_instances(item, module):
    assert item("a", ("x",)) == item("a", ("x",))
    assert item("a") != item("b")
    assert item("a") != "a"

    @module.dataclass(frozen=True)
    class Pair:
        a: int
        b: int

    assert {Pair(1, 2): "found"}[Pair(1, 2)] == "found"
    assert hash(Pair(1, 2)) == hash((1, 2))


def test_it_reads_like_the_call_that_made_it(item):
    assert repr(item("a")).endswith("Item(id='a', options=(), asked_if={}, scale='frequency')")


def test_what_scoring_does_not_use_is_not_there():
    short = stand_in()

    assert not hasattr(short, "asdict")
    with pytest.raises(TypeError):
        short.dataclass(frozen=False)
    with pytest.raises(TypeError):
        short.dataclass(frozen=True, order=True)
