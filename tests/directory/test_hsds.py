"""HSDS 3.0 packages, checked by validators that know nothing of the exporter."""

import contextlib
import json
import shutil
import warnings
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from site_src.program.content import imported as local
from site_src.program.content.problems import ContentError
from site_src.program.directory import hsds
from site_src.program.directory.ptv import import_files
from tests.directory import samples

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import frictionless

ROOT = Path(__file__).parents[2]
SPECIFICATION = json.loads((Path(__file__).parent / "schema/hsds-3.0.json").read_text("utf-8"))["tables"]
REGIONS = yaml.safe_load((ROOT / "site_src/regions.yml").read_text("utf-8"))
DAY = date(2026, 11, 24)

OWNER = {
    "id": "example",
    "name": {"fi": "Esimerkki", "sv": "Exempel"},
    "website": {"fi": "https://example.org/fi", "sv": "https://example.org/sv"},
}
RECORD = {
    "id": "example-service",
    "organisation": "example",
    "name": {"fi": "Esimerkkipalvelu", "sv": "Exempeltjänst"},
    "summary": {"fi": "Lyhyesti.", "sv": "Kort."},
    "how": {"fi": "Soita.", "sv": "Ring."},
    "needs": ["job", "caring"],
    "situations": ["caring", "jobseeker"],
    "ages": ["16-17", "18-29"],
    "area": {"municipalities": ["009", "564"]},
    "languages": ["fi", "sv"],
    "cost": "free",
    "referral": "none",
    "channels": [
        {
            "type": "web",
            "url": {"fi": "https://example.org/a", "sv": "https://example.org/b"},
            "note": {"fi": "Sivu", "sv": "Sida"},
        },
        {"type": "phone", "number": "+358 40 000001", "hours": "24/7"},
        {
            "type": "location",
            "address": "Esimerkkikatu 1, 00000 Esimerkki",
            "municipality": "564",
            "hours": [
                {"days": ["mon", "tue", "fri"], "opens": "08:00", "closes": "16:00"},
                {"days": ["sat"], "opens": "22:00", "closes": "04:00", "overnight": True},
                {"from": "2026-12-24", "to": "2026-12-24", "closed": True, "note": {"fi": "Jouluaatto", "sv": "Julafton"}},
            ],
            "latitude": 65.006062,
            "longitude": 25.472712,
        },
        {"type": "email", "address": "a@example.org"},
        {"type": "e-service", "url": {"fi": "https://example.org/asiointi", "sv": "https://example.org/arende"}},
    ],
    "source": {"title": "Esimerkki", "url": "https://example.org/", "date": "2026-11"},
    "checked": "2026-11-24",
    "state": "documented",
    "order": 3,
}


@pytest.mark.parametrize(
    ("value", "written"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-cmd", "'-cmd"), ("+358 40 1234567", "+358 40 1234567"), ("-25.5", "-25.5"), ("a", "a")],
)
def test_a_cell_of_a_table_is_no_formula(value, written):
    from site_src.program.directory.hsds import package

    assert (written, value) == (package.safe(value), package.plain(written))


def json_schema():
    """The specification's field list as one JSON Schema; what it doesn't name is refused."""
    types = {"string": "string", "number": "number", "date": "string", "time": "string", "datetime": "string"}
    definitions = {}
    for name, table in SPECIFICATION.items():
        properties = {}
        for field, rule in table["fields"].items():
            properties[field] = {"type": types[rule["type"]]} | {key: rule[key] for key in ("format", "enum") if key in rule}
            if rule["type"] in ("date", "time"):
                properties[field]["format"] = rule["type"]
        properties |= {key: {"type": "array", "items": {"$ref": f"#/$defs/{child}"}} for key, child in table["lists"].items()}
        properties |= {key: {"$ref": f"#/$defs/{child}"} for key, child in table["objects"].items()}
        definitions[name] = {
            "type": "object",
            "properties": properties,
            "required": table["json_required"],
            "additionalProperties": False,
        }
    return {"$defs": definitions, "$ref": "#/$defs/service"}


FORMATS = FormatChecker()


@FORMATS.checks("time")
def is_time(value):
    """A clock time of the specification, without the zone that its tables can't hold."""
    return bool(__import__("re").fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?", value))


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A record of every channel type, by way of the PTV import."""
    folder = tmp_path_factory.mktemp("ptv")
    kinds = ("ServiceLocation", "Phone", "EChannel", "WebPage", "PrintableForm")
    items = [samples.service(channels=range(0x11, 0x16)), *(samples.channel(0x11 + n, kind) for n, kind in enumerate(kinds))]
    path = samples.write(folder / "a.json", items)
    import_files([path], folder / "out", samples.MAPPING, today=DAY)
    data = yaml.safe_load((folder / "out/ptv/esimerkkiorganisaatio.yml").read_text("utf-8"))
    return [local.flatten(record) for record in data["services"]], [local.flatten(record) for record in data["organisations"]]


@pytest.fixture
def package(tmp_path, imported):
    services, owners = imported
    return lambda language, where=None: hsds.export(
        *samples.typed([RECORD, *services], [OWNER, *owners]), REGIONS, language, where or tmp_path / language
    )


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_tables_are_valid_by_their_own_description(package, tmp_path, language):
    """frictionless finds nothing wrong with the tabular data package: types, required fields, unique ids, links."""
    package(language)
    report = frictionless.validate(str(tmp_path / language / "datapackage.json"))

    assert report.valid, report.flatten(["title", "message"])


def test_the_tables_are_valid_by_the_specification(package, tmp_path):
    """The same tables hold against the specification's own fields, required values, enumerations and links."""
    package("fi")
    resources = []
    for name, table in SPECIFICATION.items():
        path = tmp_path / "fi" / table["path"]
        if not path.exists():
            continue
        columns = path.read_text("utf-8").splitlines()[0].split(",")
        assert set(columns) <= set(table["fields"]), name
        missing = [field for field, rule in table["fields"].items() if rule.get("required") and field not in columns]
        assert missing == [], name
        fields = []
        for column in columns:
            rule = table["fields"][column]
            limits = {key: rule[key] for key in ("required", "unique", "enum") if key in rule}
            fields.append({"name": column, "type": rule["type"], "format": rule.get("format", "default"), "constraints": limits})
        keys = [
            {"fields": [key], "reference": {"resource": target, "fields": ["id"]}}
            for key, target in table["links"].items()
            if key in columns and (tmp_path / "fi" / SPECIFICATION[target]["path"]).exists()
        ]
        resources.append(
            {
                "name": name,
                "path": table["path"],
                "type": "table",
                "schema": {"fields": fields, "primaryKey": ["id"], "foreignKeys": keys},
            }
        )
    checked = frictionless.Package.from_descriptor(
        {"name": "specification", "resources": resources}, basepath=str(tmp_path / "fi")
    )
    report = checked.validate()

    assert report.valid, report.flatten(["title", "message"])
    assert len(resources) >= 12


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_json_is_valid_by_the_specification(package, tmp_path, language):
    """Every nested service holds against a JSON Schema made of the specification's fields."""
    package(language)
    page = json.loads((tmp_path / language / "services.json").read_text("utf-8"))
    validator = Draft202012Validator(json_schema(), format_checker=FORMATS)

    assert 2 == page["total_items"] == len(page["contents"])
    assert [
        f"{list(error.path)}: {error.message}" for service in page["contents"] for error in validator.iter_errors(service)
    ] == []


def test_the_ids_are_the_same_each_time(package, tmp_path):
    """UUIDs come of record ids, so that a second export changes nothing, in any language."""
    package("fi")
    package("fi", tmp_path / "again")
    package("sv")
    names = [path.name for path in (tmp_path / "fi").iterdir()]
    ids = [
        json.loads((tmp_path / language / "services.json").read_text("utf-8"))["contents"][0]["id"] for language in ("fi", "sv")
    ]

    assert all((tmp_path / "fi" / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in names)
    assert ids[0] == ids[1]


def test_each_package_speaks_one_language(package, tmp_path):
    """The Swedish package holds Swedish names and Swedish addresses."""
    package("sv")
    service = json.loads((tmp_path / "sv/services.json").read_text("utf-8"))["contents"][0]

    assert (service["name"], service["organization"]["name"], service["url"]) == (
        "Exempeltjänst",
        "Exempel",
        "https://example.org/b",
    )
    assert [area["name"] for area in service["service_areas"]] == ["Alavieska", "Uleåborg"]


def test_what_cannot_be_exported_is_told(tmp_path):
    """An unconfirmed record, and one without a name in the language, are left out by name."""
    hidden = {**RECORD, "id": "hidden", "state": "unconfirmed"}
    result = hsds.export(*samples.typed([RECORD, hidden], [OWNER]), REGIONS, "en", tmp_path)

    assert result.left_out == [("example-service", "there is no name in en"), ("hidden", "the record is unconfirmed")]
    assert result.services == 0


def test_an_empty_directory_is_a_valid_package(tmp_path):
    """Nothing to export is no error."""
    hsds.export([], [], REGIONS, "fi", tmp_path)

    assert json.loads((tmp_path / "services.json").read_text("utf-8"))["empty"] is True


def test_the_tables_come_back_as_the_record(package, tmp_path):
    """Both languages together are the record that was exported, to the last field."""
    package("fi")
    package("sv")
    shutil.rmtree(tmp_path / "none", ignore_errors=True)
    found = hsds.load(tmp_path, today=DAY)

    assert found["services"][0] == RECORD
    assert found["organisations"][0] == OWNER


def test_the_json_comes_back_as_the_record(package, tmp_path):
    """The nested JSON says the same as the tables."""
    package("fi")

    assert hsds.load(tmp_path / "fi") == hsds.load(tmp_path / "fi/services.json")


def test_imported_records_come_back_too(package, imported, tmp_path):
    """Forms, exceptions, coordinates and long texts of PTV survive the journey."""
    package("fi")
    package("sv")
    (original,) = imported[0]
    back = hsds.load(tmp_path)["services"][1]
    own = {"ptv", "keywords", "channels"}

    assert {key: value for key, value in original.items() if key not in own} == {
        key: value for key, value in back.items() if key not in own
    }
    assert sorted(channel["type"] for channel in original["channels"]) == sorted(channel["type"] for channel in back["channels"])


def test_a_package_of_others_is_read_as_unconfirmed(tmp_path):
    """A foreign service has no needs and no state of ours: someone has to look at it first."""
    service = {
        "id": "00000000-0000-4000-8000-000000000001",
        "name": "Example <b>advice</b>",
        "status": "active",
        "description": "First line.\nSecond line.",
        "url": "javascript:alert(1)",
        "organization": {"id": "00000000-0000-4000-8000-000000000002", "name": "Example org", "description": "x"},
        "phones": [{"id": "00000000-0000-4000-8000-000000000003", "number": "040000001"}],
        "service_at_locations": [
            {
                "id": "00000000-0000-4000-8000-000000000004",
                "location": {
                    "id": "00000000-0000-4000-8000-000000000005",
                    "location_type": "physical",
                    "name": "Office",
                    "addresses": [
                        {
                            "id": "00000000-0000-4000-8000-000000000006",
                            "address_1": "Street 0",
                            "postal_code": "00000",
                            "city": "Example",
                        }
                    ],
                    "schedules": [
                        {
                            "id": "00000000-0000-4000-8000-000000000007",
                            "byday": "MO,TU",
                            "opens_at": "08:00",
                            "closes_at": "16:00:00",
                        }
                    ],
                },
            }
        ],
    }
    path = tmp_path / "foreign.json"
    path.write_text(json.dumps([service]), "utf-8")
    (record,) = hsds.load(path, "en", today=DAY)["services"]

    assert (record["id"], record["state"], record["needs"]) == ("example-advice", "unconfirmed", [])
    assert (record["name"], record["summary"], record["description"]) == (
        {"en": "Example advice"},
        {"en": "First line."},
        {"en": "Second line."},
    )
    assert record["channels"] == [
        {
            "type": "location",
            "name": {"en": "Office"},
            "address": "Street 0, 00000 Example",
            "hours": [{"days": ["mon", "tue"], "opens": "08:00", "closes": "16:00"}],
        },
        {"type": "phone", "number": "040 000001"},
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("datapackage.json", b"{", "This is not JSON"),
        ("datapackage.json", b'{"resources": [{"name": "service", "path": "../services.csv"}]}', "leaves the folder"),
        ("datapackage.json", b'{"resources": [{"name": "service", "path": "services.csv"}]}', "The table can't be read"),
        ("a.json", b"[", "This is not JSON"),
        ("a.json", b"\xff\xfe", "not UTF-8"),
        ("a.json", b"3", "There is no service here"),
        ("a.json", b'[{"id": "1", "name": "x", "status": "active"}]', "The name or the organisation is missing"),
    ],
)
def test_a_broken_package_is_refused_with_its_reason(tmp_path, name, content, message):
    """Each kind of damage has a message."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ContentError, match=message):
        hsds.load(tmp_path if name == "datapackage.json" else tmp_path / name, "en")


def test_a_missing_package_is_told(tmp_path):
    """A folder without a package, and a file that isn't there, are named."""
    with pytest.raises(ContentError, match="There is no datapackage.json here"):
        hsds.load(tmp_path)
    with pytest.raises(ContentError, match="can't be read"):
        hsds.load(tmp_path / "nothing.json")


def test_what_the_directory_has_no_place_for_is_told(tmp_path):
    service = {
        "id": "00000000-0000-4000-8000-000000000001", "name": "Example", "status": "active", "description": "Example only.",
        "organization": {"id": "00000000-0000-4000-8000-0000000000f1", "name": "Example", "description": "Example",
                         "attributes": [{"id": "a", "taxonomy_term": {"id": "t", "name": "x"}}]},
        "alert": "Closed today", "minimum_age": 18,
        "phones": [{"id": "p", "number": "555"}],
        "schedules": [{"id": "s", "byday": "MO", "opens_at": "09:00", "closes_at": "10:00"}],
    }  # fmt: skip
    path = tmp_path / "services.json"
    path.write_text(json.dumps({"contents": [service]}), encoding="utf-8")
    left = hsds.load(path, "en")["left"]

    assert {"service.alert": 1, "service.minimum_age": 1} == {key: left[key] for key in left if key.startswith("service.")}
    assert 1 == left["schedule (of a service or a phone, not of a place)"]
    assert any('nobody can dial from Finland: "555"' in what for what in left)


OWNED = {"id": "o", "name": "Example", "description": "Example"}
HELP = {"id": "s", "name": "Example advice", "status": "active", "contacts": [
    {"id": "c", "name": "Desk", "phones": [{"id": "p", "number": '"+358 40 1234567"'}]}]}  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        {**HELP, "organization": OWNED},
        {**OWNED, "services": [HELP]},
        {"id": "a", "service": {**HELP, "organization": OWNED}, "location": {"id": "l", "location_type": "physical"}},
        [{**HELP, "organization": OWNED}],
        {"contents": [{**OWNED, "services": [HELP]}]},
    ],
    ids=["a service", "an organisation", "a service at a location", "a list", "a page"],
)
def test_every_answer_of_the_specification_gives_its_services_with_the_phones_of_their_contacts(tmp_path, page):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(page), encoding="utf-8")
    (record,) = hsds.load(path, "eng")["services"]

    assert {"en": "Example advice"} == record["name"]
    assert ["+358 40 1234567"] == [each["number"] for each in record["channels"] if each["type"] == "phone"]


def test_lists_that_the_directory_has_no_place_for_are_told(tmp_path):
    path = tmp_path / "answer.json"
    service = {**HELP, "organization": {**OWNED, "locations": [{"id": "l"}]}, "funding": [{"id": "f"}],
               "languages": [{"id": "x", "code": "swe"}, {"id": "y", "name": "Klingonish"}]}  # fmt: skip
    path.write_text(json.dumps(service), encoding="utf-8")
    found = hsds.load(path, "en")

    assert ["sv"] == found["services"][0]["languages"]
    assert 1 == found["left"]["service.funding"] == found["left"]["organization.locations"]
    assert 1 == found["left"]['a language of a service: "Klingonish"']


def _tables():
    return {
        "organizations.csv": [{"id": "o", "name": "Example", "description": "Example"}],
        "services.csv": [{"id": "s", "organization_id": "o", "name": "Example advice", "status": "active"}],
        "phones.csv": [{"id": "p", "service_id": "s", "number": "+358 40 1234567"}],
        "programs.csv": [{"id": "g", "organization_id": "o", "name": "Example"}],
    }


def test_tables_in_one_json_are_read_as_those_of_a_package(tmp_path):
    path = tmp_path / "tabular.json"
    path.write_text(json.dumps(_tables()), encoding="utf-8")
    found = hsds.load(path, "en")

    assert ["+358 40 1234567"] == [channel["number"] for channel in found["services"][0]["channels"]]
    assert {"programs (a table of its own)": 1} == found["left"]


def test_a_table_that_the_directory_has_no_place_for_is_told_and_the_language_holds_for_a_package_in_a_folder(tmp_path):
    folder = tmp_path / "examples/csv"
    folder.mkdir(parents=True)
    for name, (row,) in _tables().items():
        (folder / name).write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    resources = [{"name": name.removesuffix("s.csv"), "path": name} for name in _tables()]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    found = hsds.load(folder.parent, "en")

    assert {"en": "Example advice"} == found["services"][0]["name"]
    assert {"program (a table of its own)": 1} == found["left"]


def test_a_record_of_others_goes_out_and_comes_back_the_same(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({**HELP, "organization": OWNED, "url": "https://example.org/help"}), encoding="utf-8")
    read = hsds.load(path, "en", today=DAY)
    (record,) = [{**each, "state": "documented"} for each in read["services"]]
    hsds.export(*samples.typed([record], read["organisations"]), REGIONS, "en", tmp_path / "out")

    assert [record] == hsds.load(tmp_path / "out", today=DAY)["services"]


def test_a_package_that_does_not_say_its_language_is_asked_for_it(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({**HELP, "organization": OWNED}), encoding="utf-8")
    with pytest.raises(ContentError, match="does not say in which language"):
        hsds.load(path)


def test_a_file_without_services_is_refused(tmp_path):
    path = tmp_path / "services.json"
    path.write_text('{"contents": []}', encoding="utf-8")
    with pytest.raises(ContentError, match="There is no service here"):
        hsds.load(path)


@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=False))
def test_a_mutated_file_is_read_or_refused_in_words(tmp_path_factory, random):
    """Fields that vanish or change their kind never end in a traceback."""
    folder = tmp_path_factory.mktemp("hsds")
    hsds.export(*samples.typed([RECORD], [OWNER]), REGIONS, "fi", folder)

    def mutated(value):
        if isinstance(value, dict):
            kept = {key: child for key, child in value.items() if random.random() > 0.01}
            return {key: random.choice([None, 1, "x", [], {}, True]) if random.random() < 0.02 else mutated(child)
                    for key, child in kept.items()}  # fmt: skip
        return [mutated(child) for child in value] if isinstance(value, list) else value

    path = folder / "services.json"
    path.write_text(json.dumps(mutated(json.loads(path.read_text("utf-8")))), encoding="utf-8")
    with contextlib.suppress(ContentError):
        hsds.load(path)
