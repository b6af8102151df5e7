"""The deeds of the secretary that carry a round: issuing slips, opening and closing the vote, opening the box; and what leads
to the next one: voiding, a run-off, the same slips again, a count on paper.

Each asks the table of `ballots.rulebook` first, then writes one fact in one transaction.
"""

from collections.abc import Mapping
from dataclasses import asdict

from ballots.ballot_paper import election_description, election_name, question_of, set_mark
from ballots.box import Box
from ballots.errors import Refused
from ballots.hand_count import differences, read_hand_count
from ballots.meeting import HandEntry, Meeting
from ballots.protocol import credential, election
from ballots.round import Reserve
from ballots.slip_set import check_unused, read_sets
from ballots.text import TITLE_LIMIT, required
from kiosk.confirming import confirmation, require_confirmed
from kiosk.hall import Hall
from kiosk.offload import offload


def mint_slips(hall: Hall, sets: object) -> str:
    """As many slips as units present, all at once; returns the check mark of the set. `sets`: the public parts, as
    `ballots.slip_set.read_sets` takes them; the secrets never come here. The same set again, after a lost reply, changes
    nothing; another one before opening makes the old slips dead (P1). Refused `slips-used-before` for a set that is dead."""
    if not _stands(hall, sets):
        hall.require("mint_slips")
        made = read_sets(sets, len(hall.meeting.attendance.present))
        check_unused(made, _identifiers(hall))
        _issue(hall, *made)
    return hall.meeting.slips.mark


def _stands(hall: Hall, sets: object) -> bool:
    """Whether these are the slips that the present box was set up for."""
    box = hall.box
    first = sets[0] if isinstance(sets, list) and sets else None
    return box is not None and first == {"uuid": box.board.uuid, "credentials": sorted(box.credentials)}


def _identifiers(hall: Hall) -> set[str]:
    """Those of all elections that slips were ever made for on this kiosk, whether they were used or not."""
    minted = hall.ever_told("slips_minted")
    return {one["uuid"] for body in minted for one in (body, *body.get("reserve", ()))}


def _issue(hall: Hall, first: Reserve, *reserve: Reserve) -> None:
    box = _set_up(hall, first.uuid, list(first.credentials))
    hall.record(
        "slips_minted",
        {
            "uuid": first.uuid,
            "number": len(first.credentials),
            "mark": set_mark(box.election.fingerprint),
            "timestamp": box.board.timestamp,
            "reserve": [asdict(one) for one in reserve],
        },
        box=box,
    )


def _set_up(hall: Hall, uuid: str, publics: list[str]) -> Box:
    trustees_raw = hall.meeting.trustees
    election_raw = _election(hall.meeting, uuid, trustees_raw)
    return Box.set_up(election_raw, trustees_raw, credential.public_list(publics), int(hall.now().timestamp()))


def _election(meeting: Meeting, uuid: str, trustees_raw: bytes) -> bytes:
    name = election_name(meeting.title, meeting.rehearsal)
    description = election_description(meeting.cluster, meeting.year, meeting.place)
    return election.make(uuid, name, description, [question_of(contest) for contest in meeting.contests], trustees_raw)


def prepare_next_round(hall: Hall) -> None:
    """The slips in people's hands open the next round. Idempotent. Refused `slips-used-up` where there is no set or it was
    used for as many rounds as it was made for."""
    if not hall.require("next_round"):
        return
    following = hall.meeting.slips.reserve[0]
    box = _set_up(hall, following.uuid, list(following.credentials))
    hall.record("round_prepared", {"uuid": following.uuid, "timestamp": box.board.timestamp}, box=box)


def open_voting(hall: Hall) -> None:
    """From now on the box takes ballots; slips cannot be made again. Idempotent."""
    if hall.require("open_voting"):
        hall.record("voting_opened")


def close_voting(hall: Hall, code: object = None) -> None:
    """The box takes no more ballots, and its encrypted tally is published. Idempotent. `code`: see `kiosk.confirming`.

    Ballots are added up aside while the room is served, and so are those that come meanwhile.
    """
    box, summed = None, None
    while hall.require("close_voting") and hall.box is not box:
        same_round = box is not None and box.election is hall.box.election
        box = hall.box
        summed = offload(box.summed, summed if same_round else None)
    if require_confirmed(hall, "close_voting", code):
        told = {"returned": hall.meeting.returned, **confirmation(hall.meeting, "close_voting")}
        same_round = box.election is hall.box.election
        hall.record("voting_closed", told, box=hall.box.shut(summed if same_round else None))


def begin_count(hall: Hall) -> None:
    """Open the box, once enough locks are released; the totals follow one by one (`kiosk.counting`). Idempotent."""
    if hall.require("begin_count"):
        hall.record("count_begun")


def void_round(hall: Hall, reason: object, code: object = None) -> None:
    """This round does not count, for a reason; it is kept, and the same contests are voted on again. `code`: see
    `kiosk.confirming`."""
    hall.require("void_round")
    why = required(reason, TITLE_LIMIT, "Lý do hủy vòng bỏ phiếu")
    require_confirmed(hall, "void_round", code)
    hall.record("round_voided", {"reason": why, **confirmation(hall.meeting, "void_round")})


def call_runoff(hall: Hall) -> None:
    """The next round is between those with equal votes. Idempotent. Refused `nothing-tied`."""
    if hall.require("call_runoff"):
        hall.record("runoff_called", {"contests": [asdict(contest) for contest in hall.meeting.runoff]})


def enter_hand_count(hall: Hall, teller: object, body: Mapping[str, object], seen: object = None) -> bool:
    """One teller's entry of a count on paper; True where it agrees with another teller's, and the round is counted.

    The first teller's entry stands until its teller makes it again. Idempotent: the same numbers once more write nothing,
    also once the round is counted, or after others from a page that says what it has `seen`. Refused: `teller-unknown`,
    `entries-differ` (says where, never the numbers), and the codes of `ballots.hand_count`.
    """
    meeting = hall.meeting
    if meeting.by_hand and meeting.by_hand == read_hand_count(body, meeting.contests, len(meeting.attendance.present)):
        return True
    hall.require("enter_hand_count")
    if type(teller) is not int or teller not in {one.number for one in meeting.tellers}:
        raise Refused("teller-unknown", "Xin chọn người kiểm phiếu nhập số liệu.")
    count = read_hand_count(body, meeting.contests, len(meeting.attendance.present))
    first = meeting.hand_entry
    entry = {"teller": teller, "count": asdict(count)}
    if first == HandEntry(teller, count) or hall.was_told("hand_count_entered", entry, seen):
        return False
    if first is None or first.teller == teller:
        hall.record("hand_count_entered", entry)
        return False
    if places := differences(first.count, count, meeting.contests):
        raise Refused(
            "entries-differ",
            "Hai người nhập khác nhau ở: %(places)s. Xin cùng đếm lại phần ấy; người nào sai thì nhập lại.",
            places="; ".join(places),
        )
    hall.record("hand_count_agreed", {"teller": teller})
    return True
