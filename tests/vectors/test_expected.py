import pytest

from ballots.protocol.audit import audit
from tests.vectors.reading import DATA, EXPECTED, archive


def test_the_table_names_every_folder():
    for kind in ("accepted", "rejected"):
        assert set(EXPECTED[kind]) == {folder.name for folder in (DATA / kind).iterdir()}


@pytest.mark.parametrize("folder", EXPECTED["accepted"])
def test_a_good_archive_is_accepted(folder):
    bel = archive(f"accepted/{folder}")
    found = audit(bel.read_bytes(), bel.stem)
    assert found.ok and found.failed == ()
    assert {"ballots": found.ballots, "result": found.result} == EXPECTED["accepted"][folder]


@pytest.mark.parametrize("folder", EXPECTED["rejected"])
def test_an_altered_archive_is_refused_for_what_was_altered(folder):
    bel = archive(f"rejected/{folder}")
    found = audit(bel.read_bytes(), bel.stem)
    assert not found.ok
    assert [failure.code for failure in found.failed] == [EXPECTED["rejected"][folder]]
