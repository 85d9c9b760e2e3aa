"""The mapping file that staff may change is content: its form is checked as all content is, and what it leads to exists."""

import pytest

from site_src.program.content.project import Project
from site_src.program.directory.ptv import mapping
from site_src.program.directory.ptv.model import Service
from tests.content import copies

FILE = "site_src/services/ptv-mapping.yml"
RENTING = "P1.1: {label: Vuokra-asuminen, needs: [housing]"


@pytest.fixture
def root(tmp_path):
    return copies.copy(tmp_path / "copy")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "service_classes:\n",
            "service_classes:\n  P0: {needs: [jobb]}\n",
            "needs has no jobb. Did you mean job? Use one of: work-ability, ",
        ),
        ("service_classes:\n", "service_classes:\n  P0: {ages: [99]}\n", "should be text, not 99. Change it."),
        ("service_classes:\n", "service_classes:\n  P0: {situations: [x]}\n", "situations has no x. Use one of: employed, "),
        (
            "organisations: {}",
            "organisations: {x: nobody}",
            "There is no organisation nobody. Use the id of one in the directory.",
        ),
        ("how:\n", "how:\n  xx: Moi\n", "There is no language xx. Use one of: fi, sv, en, fi-simple."),
        ('region: "17"', 'region: "17"\ncolour: red', 'The key "colour" is not used here.'),
        (RENTING, "P1.1: {need: [housing]", 'The key "need" is not used here. Did you mean needs? '),
        (RENTING, "P1.1: {needs: housing", '"needs" should be a list, not "housing". Change it.'),
        ("{id}", "", "does not have the right form"),
    ],
)
def test_a_mistake_in_the_mapping_is_named(root, old, new, message):
    copies.change(root, FILE, old, new)

    (problem,) = copies.found(root, "mapping")
    assert problem.startswith(f"{FILE}:") and message in problem


def test_an_empty_mapping_is_named(root):
    (root / FILE).write_text("", encoding="utf-8")

    assert [f"{FILE}:1:1: The file should be a group of keys, not nothing. Change it."] == copies.found(root)


def test_a_missing_mapping_is_named(root):
    (root / FILE).unlink()

    assert [f"{FILE}:1:1: The file is missing. Put it back."] == copies.found(root)


def test_the_municipalities_are_those_of_the_regions(site_content):
    assert mapping.load(Project()).municipalities == set(site_content.regions["municipalities"])


TABLE = mapping.load(Project())
ROWS = [(table, code, row) for table in mapping.TABLES for code, row in TABLE.tables[table].items()]
FIELDS = {"ontology_terms": "terms", "service_classes": "classes", "target_groups": "target_groups", "life_events": "life_events"}


def effects(**codes):
    return TABLE.effects(Service(id="x", names={"fi": "x"}, place="x", **codes))


def test_a_code_and_its_older_form_lead_to_the_same():
    assert (["job"], [], []) == effects(life_events=("KE8",)) == effects(life_events=("v3018",))


def test_every_need_of_the_guidance_can_be_reached_from_the_register(site_content):
    reached = {need for table, code, _ in ROWS for need in effects(**{FIELDS[table]: (code,)})[0]}

    assert {need["id"] for need in site_content.guidance["needs"]} == reached


def test_every_code_of_the_register_is_known():
    """229 service classes (P7.12 and P7.13 are one in the newer list), 17 target groups, 19 life events."""
    counts = {table: len(TABLE.tables[table]) for table in mapping.TABLES[1:]}

    assert {"service_classes": 229, "target_groups": 17, "life_events": 19} == counts


@pytest.mark.parametrize(
    ("codes", "needs"),
    [
        ({"classes": ("P4.10", "P4")}, ["money"]),
        ({"classes": ("P4",)}, ["finding-help", "everyday"]),
        ({"classes": ("P5.13",), "terms": ("p14146",)}, ["mind", "work-ability", "body"]),
        ({"classes": ("P10.7",), "target_groups": ("KR2", "KR2.6")}, []),
        ({"classes": ("P10.7",), "target_groups": ("v2014",)}, []),
        ({"classes": ("P10.7",), "target_groups": ("KR1.1",)}, []),
        ({"classes": ("P10.7",), "target_groups": ("KR1", "KR2.6")}, ["job", "work-ability"]),
    ],
    ids=["a class before its main class", "a main class alone", "a term first", "a group before its parent", "an older group",
         "older people alone", "employers and citizens"],
)  # fmt: skip
def test_the_narrowest_codes_decide(codes, needs):
    assert needs == effects(**codes)[0]


@pytest.mark.parametrize(
    ("classes", "situations"),
    [(("P11.3",), ["entrepreneur"]), (("P11.3", "P9.3"), ["entrepreneur"]), (("P11.3", "P11.1"), [])],
    ids=["one class", "beside a class that leads nowhere", "beside a class for anyone"],
)
def test_a_limit_holds_where_every_class_that_leads_to_a_need_has_it(classes, situations):
    assert situations == effects(classes=classes)[2]


def test_a_known_class_without_a_need_is_told_apart_from_an_unknown_code():
    service = Service(id="x", names={"fi": "x"}, place="x", classes=("P2.1", "P99", "v1001"), life_events=("KE99",))

    assert [("service_classes", "P99"), ("life_events", "KE99")] == TABLE.unknown(service)


def test_a_service_leads_to_its_page_for_people():
    service = Service(id="0-1", names={"fi": "Starttiraha"}, place="x", organisation=("", "Työllisyyspalvelut"))

    assert "https://www.suomi.fi/palvelut/starttiraha-tyollisyyspalvelut/0-1" == TABLE.page(service)
