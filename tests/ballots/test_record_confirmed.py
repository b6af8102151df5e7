"""P8: a record of a meeting with a second officer shows each confirmation, and one that was left out or made up is found."""

from types import SimpleNamespace

import pytest

from ballots.record.checking import verify_record
from ballots.record.sequence import ASKING, deeds
from ballots.record.shape import read_document
from tests.records import document, lied, whole

RECORD = whole().record()
AT = "2026-01-23T08:00"


def deed(name: str, reason: str = "") -> dict[str, str]:
    return {"deed": name, "at": AT, "reason": reason}


NAMED, DISMISSED = deed("second_officer_named", "Bà Hai, chủ trì"), deed("second_officer_dismissed")
CONFIRMED = deed("deed_confirmed")


def confirmed(document: dict) -> None:
    """As if the meeting had named a second officer at its beginning, who confirmed all that was theirs to confirm."""
    called, *others = document["deeds"]
    told = [step for one in others for step in ([CONFIRMED, one] if one["deed"] in ASKING else [one])]
    document["deeds"] = [called, NAMED, *told]


def place(document: dict, name: str, which: int = 0) -> int:
    return [at for at, one in enumerate(document["deeds"]) if one["deed"] == name][which]


def unconfirmed(document: dict, name: str) -> None:
    document["deeds"].pop(place(document, name) - 1)


HONEST = {
    "confirmed throughout": lambda d: None,
    "dismissed at the end": lambda d: d["deeds"].insert(place(d, "meeting_adopted"), DISMISSED),
    "dismissed, and another named": lambda d: d["deeds"].__setitem__(slice(2, 2), [DISMISSED, NAMED]),
}
LIES = {
    **{f"{name} that nobody confirmed": lambda d, name=name: unconfirmed(d, name) for name in ASKING},
    "a second officer nobody named": lambda d: d["deeds"].pop(1),
    "a confirmation of nothing": lambda d: d["deeds"].append(CONFIRMED),
    "a confirmation of what needs none": lambda d: d["deeds"].insert(place(d, "voting_opened"), CONFIRMED),
    "a confirmation twice": lambda d: d["deeds"].insert(place(d, "voting_closed"), CONFIRMED),
    "a second officer changed without a word": lambda d: d["deeds"].insert(2, NAMED),
    "a dismissal of nobody": lambda d: d["deeds"].insert(1, DISMISSED),
    "a second officer named in the middle of the vote": lambda d: (
        d["deeds"].insert(place(d, "voting_closed", -1) - 1, DISMISSED),
        d["deeds"].insert(place(d, "voting_closed", -1) - 1, NAMED),
    ),
}


def after(change):
    """Both changes, one after the other."""
    return lambda document: (confirmed(document), change(document))


def found(change) -> list[str]:
    """What the check of the deeds says of the record's meeting.json, changed."""
    changed = read_document(document(RECORD, after(change)))
    return [failure.code for failure in deeds(SimpleNamespace(document=changed))]


def test_a_record_with_its_confirmations_verifies():
    assert verify_record(lied(RECORD, confirmed)).ok


@pytest.mark.parametrize("change", HONEST.values(), ids=HONEST.keys())
def test_what_a_second_officer_confirmed_follows_the_rules(change):
    assert found(change) == []


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_p8_a_confirmation_left_out_or_made_up_is_found(lie):
    assert found(lie) == ["meeting-deeds"]
