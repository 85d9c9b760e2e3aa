"""The changes that the mutation script makes can still be made."""

import pytest

from tests.mutations import ROOT, mutations


@pytest.mark.parametrize("mutation", mutations(), ids=lambda mutation: mutation.name)
def test_what_a_mutation_changes_is_still_there(mutation):
    assert mutation.text(ROOT) != (ROOT / mutation.file).read_text(encoding="utf-8")
