"""An export of 5,000 services goes in whole, and again without a change. Time and memory: see measure_import.py."""

from tests.directory import measure_import


def test_five_thousand_services_are_imported_and_the_next_import_changes_nothing(tmp_path):
    measure_import.write_export(tmp_path)
    first, second = measure_import.import_once(tmp_path), measure_import.import_once(tmp_path)

    assert (5000, 0) == (first["new"], first["unchanged"])
    assert (0, 5000) == (second["new"], second["unchanged"])
