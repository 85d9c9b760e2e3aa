"""The import of PTV exports, from files to YAML files."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from site_src.program.content import imported as local
from site_src.program.content import strict_yaml
from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv import import_files, write_local
from tests.directory import samples

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
LATER = date(2026, 12, 1)
FILE = "ptv/esimerkkiorganisaatio.yml"
GUID = samples.guid


@pytest.fixture
def run(tmp_path):
    """Imports values, each as its own file."""

    def run(*values, today=DAY, **options):
        paths = [samples.write(tmp_path / f"export-{n}.json", value) for n, value in enumerate(values)]
        return import_files(paths, tmp_path / "services", samples.MAPPING, today=today, **options)

    run.out = tmp_path / "services"
    return run


def records(run, name=FILE):
    return [local.flatten(record) for record in yaml.safe_load((run.out / name).read_text("utf-8"))["services"]]


def only(run, name=FILE):
    (record,) = records(run, name)
    return record


def channels(run, kind):
    return [channel for channel in only(run)["channels"] if channel["type"] == kind]


def refused(run, *values):
    with pytest.raises(ContentError) as error:
        run(*values)
    return str(error.value)


ONE = samples.service()
PLACE = samples.channel()


@pytest.mark.parametrize(
    "values",
    [
        [samples.page([ONE]), samples.page([PLACE])],
        [[ONE, PLACE]],
        [ONE, PLACE],
        [ONE, {"locationChannel": {key: value for key, value in PLACE.items() if key != "serviceChannelType"}}],
        [[ONE], [{"locationChannel": PLACE, "phoneChannel": None, "webPageChannel": None}]],
    ],
    ids=["pages", "one array", "single objects", "a wrapped channel", "a wrapper with empty fields"],
)
def test_every_form_of_export_gives_the_same_record(run, values):
    """A page, an array, one object and a wrapped channel are all read."""
    report = run(*values)

    assert report.new == [("esimerkkipalvelu-tyokyvyn-tuki", "Esimerkkipalvelu: työkyvyn tuki")]
    assert len(channels(run, "location")) == 1


def test_a_service_keeps_its_texts_in_every_language(run):
    """Names and summaries are maps by language, and the general description stands before the service's own."""
    run([ONE, PLACE])
    record = only(run)

    assert record["summary"] == {"fi": "Tiivistelmä (esimerkki).", "sv": "Sammandrag (exempel)."}
    assert record["description"] == {"fi": "Pohjakuvaus (esimerkki).\n\nKuvaus (esimerkki)."}
    assert record["cost"] == "free"


def test_sami_texts_are_kept(run):
    """PTV's Northern, Inari and Skolt Sámi are languages like the others."""
    names = [*ONE["serviceNames"], {"language": "se", "value": "Ovdamearka", "type": "Name"}]
    run([samples.service(serviceNames=names), PLACE])

    assert only(run)["name"]["se"] == "Ovdamearka"


def test_needs_come_from_the_mapping(run):
    """A class and a life event each add the needs that the mapping gives them."""
    run([ONE, PLACE])

    assert only(run)["needs"] == ["work-ability", "job"]


def test_an_old_class_address_is_understood(run):
    """A class without a code is known by its current or old URI."""
    classes = [{"code": None, "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:P15.1"}]
    events = [{"code": None, "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v3018"}]
    run([samples.service(serviceClasses=classes, lifeEvents=events), PLACE])

    assert only(run)["needs"] == ["debt", "money", "job"]


def test_a_service_for_employers_gets_no_need(run):
    """A service whose groups are all companies is listed as unmapped, not offered to residents."""
    report = run([samples.service(targetGroups=[{"code": "KR2.6"}]), PLACE])

    assert only(run)["needs"] == []
    assert len(report.unmapped) == 1


def test_ages_are_limited_only_by_a_single_group(run):
    """Young people beside citizens in general limit nobody; alone they limit the ages."""
    run(
        [
            samples.service(1, "Nuorille", targetGroups=[{"code": "KR1.3"}]),
            samples.service(2, "Kaikille", targetGroups=[{"code": "KR1.3"}, {"code": "KR1.4"}]),
            PLACE,
        ]
    )
    everyone, young = records(run)

    assert young["ages"] == ["16-17", "18-29"]
    assert "ages" not in everyone


def test_a_service_that_is_called_by_a_number_has_an_id_of_text(run):
    run([samples.service(serviceNames=[{"language": "fi", "value": "112", "type": "Name"}]), PLACE])

    assert "112" == only(run)["id"]


def test_an_unmapped_service_is_kept_and_reported(run):
    """A class that the mapping lacks leaves the service without needs, in the file and in the report."""
    report = run([samples.service(serviceClasses=[{"code": "P23.2"}], lifeEvents=[]), PLACE])

    assert report.unmapped == [("esimerkkipalvelu-tyokyvyn-tuki", "Esimerkkipalvelu: työkyvyn tuki", ["P23.2"])]
    assert only(run)["needs"] == []


def test_a_code_that_the_mapping_lacks_is_told_apart_from_a_class_without_a_need(run):
    """P2.1 is known and leads nowhere; P99 is unknown."""
    report = run([samples.service(serviceClasses=[{"code": "P2.1"}, {"code": "P99"}], lifeEvents=[]), PLACE])

    assert {("service_classes", "P99"): 1} == report.unknown
    assert "service_classes P99: 1 services" in str(report)


def test_finnish_coordinates_become_degrees(run):
    """PTV's latitude is a northing and its longitude an easting of EPSG:3067."""
    run([ONE, PLACE])
    (place,) = channels(run, "location")

    assert (place["latitude"], place["longitude"]) == (65.006062, 25.472712)
    assert place["address"] == "Esimerkkikatu 1, 00000 Esimerkki"


def test_swapped_coordinates_are_left_out_with_a_warning(run):
    """A point outside Finland is never put on a map."""
    place = samples.channel()
    street = place["addresses"][0]["streetAddress"]
    street["latitude"], street["longitude"] = street["longitude"], street["latitude"]
    report = run([ONE, place])

    assert "latitude" not in channels(run, "location")[0]
    assert "they look swapped" in str(report)


def test_opening_hours_keep_their_exceptions(run):
    """Weekdays with the same hours are one entry, and a closed day is an exception with its date and reason."""
    run([ONE, PLACE])
    (place,) = channels(run, "location")

    assert place["hours"] == [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "08:00", "closes": "16:00"},
        {"from": "2026-12-24", "to": "2026-12-24", "closed": True, "note": {"fi": "Jouluaatto"}},
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"isAlwaysOpen": True, "openingHour": []}, "24/7"),
        ({"isReservation": True, "openingHour": []}, [{"by_appointment": True}]),
        (
            {
                "validForNow": False,
                "validFrom": "2027-06-01T00:00:00",
                "validTo": "2027-08-31T00:00:00",
                "openingHour": [{"dayFrom": "Monday", "dayTo": "Wednesday", "from": "09:00:00", "to": "12:00:00"}],
            },
            [
                {
                    "days": ["mon", "tue", "wed"],
                    "opens": "09:00",
                    "closes": "12:00",
                    "valid_from": "2027-06-01",
                    "valid_to": "2027-08-31",
                }
            ],
        ),
        (
            {
                "serviceHourType": "OverMidnight",
                "openingHour": [{"dayFrom": "Friday", "dayTo": "Saturday", "from": "22:00:00", "to": "04:00:00"}],
            },
            [{"days": ["fri"], "opens": "22:00", "closes": "04:00", "overnight": True}],
        ),
        (
            {
                "serviceHourType": "OverMidnight",
                "openingHour": [{"dayFrom": "Saturday", "dayTo": "Monday", "from": "10:00:00", "to": "06:00:00"}],
            },
            [
                {"days": ["sat"], "opens": "10:00", "closes": "24:00"},
                {"days": ["sun"], "opens": "00:00", "closes": "24:00"},
                {"days": ["mon"], "opens": "00:00", "closes": "06:00"},
            ],
        ),
        (
            {
                "serviceHourType": "Exceptional",
                "validForNow": False,
                "validFrom": "2026-12-31T00:00:00",
                "openingHour": [{"dayFrom": "Thursday", "dayTo": "", "from": "08:00:00", "to": "12:00:00"}],
            },
            [{"from": "2026-12-31", "to": "2026-12-31", "opens": "08:00", "closes": "12:00"}],
        ),
    ],
    ids=["always", "by appointment", "a season", "over midnight", "over a weekend", "a short day"],
)
def test_each_kind_of_opening_hours_is_read(run, changes, expected):
    """Every kind of opening hours that PTV documents has its form in YAML."""
    run([ONE, samples.channel(serviceHours=[samples.hours(**changes)])])

    assert expected == channels(run, "location")[0]["hours"]


def test_hours_that_lie_over_each_other_are_told_by_record_and_stay_as_the_register_has_them(run):
    """A resident reads both; the organisation alone knows which is right."""
    late = samples.hours(openingHour=[{"dayFrom": "Tuesday", "dayTo": "", "from": "12:00:00", "to": "18:00:00"}])
    summer = {**late, "validForNow": False, "validFrom": "2027-06-01T00:00:00", "validTo": "2027-06-30T00:00:00"}
    report = run([ONE, samples.channel(serviceHours=[samples.hours(), late, summer])])

    assert [("12:00", "18:00")] * 2 == [(each["opens"], each["closes"]) for each in channels(run, "location")[0]["hours"][1:]]
    told = [str(each) for each in report.warnings if "has both" in str(each)]
    assert 1 == len(told)
    assert "tue has both 08:00-16:00 and 12:00-18:00, and both are shown. Ask the organisation which is right." in told[0]


def test_what_a_connection_says_goes_before_the_channel(run):
    """A service's own hours and contact details for a channel replace those of the channel."""
    one = samples.service()
    one["serviceChannels"][0] |= {
        "serviceHours": [samples.hours(isAlwaysOpen=True, openingHour=[])],
        "contactDetails": {"emails": [{"value": "oma@example.org", "language": "fi"}], "phoneNumbers": None},
        "description": [{"language": "fi", "value": "Kysy neuvonnasta.", "type": "Description"}],
    }
    run([one, PLACE])

    assert [channel["address"] for channel in channels(run, "email")] == ["oma@example.org"]
    assert tuple(channels(run, "location")[0][key] for key in ("hours", "note")) == ("24/7", {"fi": "Kysy neuvonnasta."})
    assert [channel["number"] for channel in channels(run, "phone")] == ["040 000001"]


def test_a_service_number_stays_as_it_is(run):
    """Only an ordinary number loses its zero to the country code."""
    run([samples.service(channels=[0x12]), samples.channel(0x12, "Phone")])

    assert [channel["number"] for channel in channels(run, "phone")] == ["0800 00002"]


def test_a_locations_emails_are_read_under_both_names(run):
    """Sources disagree whether a location's e-mails are `emails` or `supportEmails`."""
    place = samples.channel(supportEmails=[{"value": "tuki@example.org", "language": "fi"}])
    run([ONE, place])

    assert [channel["address"] for channel in channels(run, "email")] == ["toimipiste@example.org", "tuki@example.org"]


def test_forms_and_electronic_services_keep_their_addresses(run):
    """The target of an electronic service is its web page, that of a form its file."""
    run([samples.service(channels=[0x13, 0x15]), samples.channel(0x13, "EChannel"), samples.channel(0x15, "PrintableForm")])

    assert [channel["url"] for channel in channels(run, "e-service")] == [{"fi": "https://example.org/asiointi"}]
    assert {"fi": "https://example.org/lom.pdf"} in [channel["url"] for channel in channels(run, "form")]


def test_html_becomes_plain_text(run):
    """Tags go, paragraphs stay, and escaped markup never comes back to life."""
    words = "<p>Tule <b>käymään</b>.</p><script>alert(1)</script><p>&lt;img src=x onerror=alert(1)&gt; Tervetuloa &amp; hei</p>"
    report = run([samples.service(serviceDescriptions=samples.texts(words, type="Summary")), PLACE])

    assert only(run)["summary"]["fi"] == "Tule käymään. Tervetuloa & hei"
    assert "HTML was removed" in str(report)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a@example.org/", "https://example.org/ x", "//example.org"]
)
def test_an_unsafe_address_is_left_out_with_a_warning(run, url):
    """Only http, https, tel and mailto may reach a page."""
    place = samples.channel(webPages=[{"url": url, "value": "", "language": "fi"}])
    report = run([ONE, place])

    assert channels(run, "web") == []
    assert "is not http, https, tel or mailto" in str(report)


def test_a_service_of_another_region_is_reported_and_not_written(run):
    """A service for Helsinki alone doesn't belong in this directory."""
    areas = [{"type": "Municipality", "municipalities": [{"code": "091"}]}]
    report = run([samples.service(areas=areas), samples.service(2, "Muu"), PLACE])

    assert [(GUID(1), "Esimerkkipalvelu: työkyvyn tuki")] == report.outside
    assert [record["name"]["fi"] for record in records(run)] == ["Muu"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"areaType": "Nationwide", "areas": []}, "nation"),
        ({"areas": [{"type": "WellbeingServiceCounties", "code": "19", "municipalities": [samples.OULU]}]}, "county"),
        ({"areas": [{"type": "Region", "code": "17", "municipalities": [samples.OULU]}]}, {"municipalities": ["564"]}),
        ({"areas": [{"type": "Municipality", "municipalities": [{"code": "9"}, {"code": "091"}]}]}, {"municipalities": ["009"]}),
    ],
    ids=["nationwide", "the county", "a region that lists one municipality", "a code without its zeros"],
)
def test_the_area_is_taken_from_municipalities(run, changes, expected):
    """A region is trusted only for the municipalities that it lists."""
    run([samples.service(**changes), PLACE])

    assert expected == only(run)["area"]


@pytest.mark.parametrize("changes", [{"areas": []}, {"areaType": None, "areas": None}, {"areaType": "Galaxy", "areas": []}])
def test_a_service_without_an_area_is_not_published(run, changes):
    """An area is never guessed: the record waits for someone to write it."""
    report = run([samples.service(**changes), PLACE])

    assert only(run)["state"] == "unconfirmed"
    assert "its area is not told" in str(report)


def test_a_second_import_changes_nothing_but_the_day(run):
    """What has not changed is counted as unchanged, and only `checked` moves on."""
    run([ONE, PLACE])
    before = only(run)
    report = run([ONE, PLACE], today=LATER)

    assert (report.unchanged, report.new, report.changed) == (1, [], [])
    assert {**before, "checked": "2026-12-01"} == only(run)


def test_local_words_and_comments_survive_an_import(run):
    """Everything above `imported:` is kept to the letter and goes before what was imported."""
    run([ONE, PLACE])
    path = run.out / FILE
    own = "    # Ask them again in spring.\n    needs: [mind]\n    order: 5\n    summary: {fi-simple: Lyhyesti.}\n"
    path.write_text(path.read_text("utf-8").replace("tuki\n    imported", f"tuki\n{own}    imported"), "utf-8")
    changed = samples.service(name="Uusi nimi")
    report = run([changed, PLACE], today=LATER)
    record = only(run)

    assert own in path.read_text("utf-8")
    assert record["needs"] == ["mind"]
    assert record["summary"] == {"fi": "Tiivistelmä (esimerkki).", "sv": "Sammandrag (exempel).", "fi-simple": "Lyhyesti."}
    assert report.changed == [("esimerkkipalvelu-tyokyvyn-tuki", "Uusi nimi", ["name"])]


def test_an_edit_in_the_imported_part_stops_the_import(run):
    """A change that an import would lose is named with its line, and nothing is written."""
    run([ONE, PLACE])
    path = run.out / FILE
    path.write_text(path.read_text("utf-8").replace("cost: free", "cost: paid"), "utf-8")
    before = path.read_bytes()
    message = refused(run, [samples.service(name="Uusi nimi"), PLACE])

    assert "esimerkkiorganisaatio.yml:14:1: The imported part of" in message
    assert before == path.read_bytes()


def test_a_service_that_is_gone_is_kept_and_reported(run):
    """A missing service stays in the file with the day, is no longer checked, and stays published."""
    run([ONE, samples.service(2, "Toinen"), PLACE])
    report = run([ONE, PLACE], today=LATER)
    gone = next(record for record in records(run) if record["name"]["fi"] == "Toinen")

    assert report.gone == [("toinen", "Toinen")]
    assert (gone["ptv"]["gone"], gone["checked"], gone["state"]) == ("2026-12-01", "2026-11-24", "documented")


def test_a_complete_export_takes_a_missing_service_from_the_pages(run):
    """With `complete` a service that is missing is no longer published."""
    run([ONE, samples.service(2, "Toinen"), PLACE])
    run([ONE, PLACE], today=LATER, complete=True)

    assert {"unconfirmed", "documented"} == {record["state"] for record in records(run)}


def test_a_missing_page_means_that_nothing_is_called_gone(run):
    """Half an export says nothing about the other half."""
    run([ONE, samples.service(2, "Toinen"), PLACE])
    report = run(samples.page([ONE], 1, 2), [PLACE])

    assert report.gone == []
    assert "of 2 pages of services, these are missing: 2" in str(report)


def test_a_service_that_is_there_but_wrong_is_not_called_gone(run):
    run([ONE, samples.service(2, "Toinen"), PLACE])
    report = run([ONE, samples.service(2, serviceNames=[]), PLACE])

    assert [] == report.gone and 1 == len(report.refused)


def test_a_service_that_comes_back_loses_its_mark(run):
    """A service that is in the export again is changed, and no longer gone."""
    run([ONE, samples.service(2, "Toinen"), PLACE])
    run([ONE, PLACE])
    report = run([ONE, samples.service(2, "Toinen"), PLACE])

    assert [id_ for id_, *_ in report.changed] == ["toinen"]
    assert not any("gone" in record["ptv"] for record in records(run))


def test_contacts_stay_when_an_import_lacks_their_channel(run):
    """An import of services alone keeps the contacts of the last one."""
    run([ONE, PLACE])
    report = run([samples.service(name="Uusi nimi")], today=LATER)

    assert len(channels(run, "location")) == 1
    assert "not in the export" not in str(report)


def test_a_channel_alone_updates_the_service_that_uses_it(run):
    """A channel names its services, so a change of a phone number needs no export of services."""
    run([ONE, PLACE])
    place = samples.channel(emails=[{"value": "uusi@example.org", "language": "fi"}])
    place["services"] = [{"service": {"id": GUID(1), "name": "x"}, "serviceHours": [], "contactDetails": None}]
    report = run([place])

    assert [channel["address"] for channel in channels(run, "email")] == ["uusi@example.org"]
    assert [fields for _, _, fields in report.changed] == [["channels"]]


def test_a_channel_that_is_missing_is_named(run):
    """A service whose channel was never imported is kept, with a warning that says what to import."""
    report = run([ONE])

    assert f'its channel "Esimerkkitoimipiste" ({GUID(0x11)}) is not in the export' in str(report)


def test_an_organisation_of_the_directory_is_recognised_by_its_name(run):
    """Imported services join the organisation that staff described, under its own id."""
    run.out.mkdir()
    (run.out / "own.yml").write_text("organisations:\n  - id: example\n    name: {fi: Esimerkkiorganisaatio}\n", "utf-8")
    run([ONE, PLACE])

    assert only(run, "ptv/example.yml")["organisation"] == "example"


def test_equal_names_get_different_addresses(run):
    """Two services of one name are told apart by the end of their PTV id."""
    run([samples.service(1), samples.service(2), PLACE])

    assert [record["id"] for record in records(run)] == [
        "esimerkkipalvelu-tyokyvyn-tuki",
        "esimerkkipalvelu-tyokyvyn-tuki-000002",
    ]


def test_unknown_values_and_fields_are_kept_with_a_warning(run):
    """A new enumeration value or field of PTV stops nothing and is not lost."""
    report = run([samples.service(type="Novelty", newField={"a": 1}), PLACE])
    told = only(run)["ptv"]

    assert told["type"] == "Novelty"
    assert told["unknown"] == ['newField: {"a": 1}']
    assert 'type is "Novelty", which is not a known value' in str(report)


def test_a_missing_general_description_is_told(run):
    """A plain read of a service lacks the texts of its general description, and the report says what to read."""
    descriptions = [text for text in ONE["serviceDescriptions"] if not text["type"].startswith("GD_")]
    report = run([samples.service(serviceDescriptions=descriptions), PLACE])

    assert "read it with /Service/serviceWithGD/" in str(report)


def test_a_draft_is_never_published(run):
    """What PTV itself does not publish is kept as unconfirmed."""
    run([samples.service(publishingStatus="Draft"), PLACE])

    assert only(run)["state"] == "unconfirmed"


@pytest.mark.parametrize("key", sorted(ONE))
def test_null_anywhere_in_a_service_is_no_crash(run, key):
    """Any field may be null; only the id, the names and the organisation are needed."""
    if key in ("id", "serviceNames", "organizations"):
        (problem,) = run([samples.service(**{key: None}), PLACE]).refused
        assert "Ask for a new export." in str(problem)
    else:
        assert len(run([samples.service(**{key: None}), PLACE]).new) == 1


@pytest.mark.parametrize("kind", ["ServiceLocation", "Phone", "EChannel", "WebPage", "PrintableForm"])
def test_null_anywhere_in_a_channel_is_no_crash(run, kind):
    """Each field of each type of channel may be null."""
    whole = samples.channel(0x11, kind)
    for key in set(whole) - {"id", "serviceChannelNames", "serviceChannelType"}:
        run([ONE, {**whole, key: None}])

    (problem,) = run([ONE, {**whole, "serviceChannelNames": None}]).refused
    assert "There is no name in any language" in str(problem)


def test_the_records_fit_the_schema_of_the_directory(run):
    """Without what only PTV knows, an imported record is a record like those written by hand."""
    kinds = ["ServiceLocation", "Phone", "EChannel", "WebPage", "PrintableForm"]
    run([samples.service(channels=range(2, 7)), *(samples.channel(n, kind) for n, kind in enumerate(kinds, 2))])
    schema = json.loads((ROOT / "site_src/program/content/schemas/services.schema.json").read_text("utf-8"))

    assert [error.message for error in Draft202012Validator(schema).iter_errors({"services": [local.core(only(run))]})] == []


def test_an_edit_in_a_spreadsheet_is_written_above_the_import(run):
    """Only what differs from the import is written, comments stay, and the next import keeps it."""
    run([ONE, PLACE])
    path = run.out / FILE
    path.write_text(
        path.read_text("utf-8").replace("tuki\n    imported", "tuki\n    # Ours.\n    order: 5\n    imported"), "utf-8"
    )
    edited = only(run) | {"needs": ["mind"], "note": "ask", "unknown": None}
    written = write_local([edited, {"id": "other", "organisation": "x"}], run.out)

    assert written == (["esimerkkiorganisaatio.yml"], ["other"])
    assert "tuki\n    # Ours.\n    needs: [mind]\n    order: 5\n    note: ask\n    imported:\n" in path.read_text("utf-8")
    assert run([ONE, PLACE]).unchanged == 1
    assert only(run)["needs"] == ["mind"]


def test_a_loaded_file_is_seen_as_ordinary_records(run):
    """Schema and checks get flat records, and a message about an imported value names its line."""
    run([ONE, PLACE])
    path = run.out / FILE
    path.write_text(path.read_text("utf-8").replace("tuki\n    imported", "tuki\n    needs: [mind]\n    imported"), "utf-8")
    document = local.flattened(strict_yaml.load(path, path.name), local.core)
    lines = path.read_text("utf-8").splitlines()
    schema = json.loads((ROOT / "site_src/program/content/schemas/services.schema.json").read_text("utf-8"))

    assert [error.message for error in Draft202012Validator(schema).iter_errors(document.data)] == []
    assert lines[document.problem(("services", 0, "needs"), "x").line - 1] == "    needs: [mind]"
    assert lines[document.problem(("services", 0, "cost"), "x").line - 1] == "      cost: free"


def test_local_fields_are_found_again_after_an_edit_elsewhere(run):
    """What a spreadsheet changed in an imported record is what belongs above `imported:`."""
    run([ONE, PLACE])
    (raw,) = yaml.safe_load((run.out / FILE).read_text("utf-8"))["services"]
    edited = local.flatten(raw)
    edited["needs"], edited["summary"] = ["mind"], {**edited["summary"], "en": "In brief."}

    assert local.split(edited, raw["imported"]) == {"needs": ["mind"], "summary": {"en": "In brief."}}
