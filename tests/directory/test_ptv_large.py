"""A large export goes in whole, and again without a change. 5,000 services, time and memory: see measure_import.py."""

from tests.directory import measure_import

SERVICES = 1000


def test_a_thousand_services_are_imported_and_the_next_import_changes_nothing(tmp_path):
    measure_import.write_export(tmp_path, SERVICES)
    first, second = measure_import.import_once(tmp_path), measure_import.import_once(tmp_path)

    assert (SERVICES, 0) == (first["new"], first["unchanged"])
    assert (0, SERVICES) == (second["new"], second["unchanged"])
