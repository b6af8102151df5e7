"""The deeds of the secretary at the desk, from calling the meeting to opening the box: one function each.

Each asks the table of `ballots.rulebook` first, then writes one fact in one transaction. Setting something to what it is
already writes nothing; the moves from stage to stage are idempotent where the table says so.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from ballots.ballot_paper import election_description, election_name, question_of, set_mark
from ballots.box import Box
from ballots.committee import MOST_TELLERS, name_committee
from ballots.contest import make_contests
from ballots.errors import Refused
from ballots.meeting import Meeting
from ballots.protocol import credential, election, trustee
from ballots.roster import make_roster
from ballots.text import TITLE_LIMIT, clean, required
from kiosk.filing import keep_record
from kiosk.hall import Hall


def call_meeting(hall: Hall, details: Mapping[str, object]) -> None:
    """Begin a new meeting (title, cluster, year, place, rehearsal). Refused while another is under way; the record of one
    that is counted is kept in the instance."""
    if hall.meeting.called:
        hall.require("call_next_meeting")
    kept = _details(details)
    keep_record(hall)
    hall.call_meeting({**kept, "rehearsal": details.get("rehearsal") is True})


def set_details(hall: Hall, details: Mapping[str, object]) -> None:
    """Title, cluster, year and place; whether it is a rehearsal can never change (P12)."""
    _require_meeting(hall, "set_details")
    hall.record("details_set", _details(details))


def _details(details: Mapping[str, object]) -> dict[str, object]:
    year = details.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2100:
        raise Refused("year-wrong", "Năm thi đua phải là một năm có bốn chữ số.")
    return {
        "title": required(details.get("title"), TITLE_LIMIT, "Tên hội nghị"),
        "cluster": required(details.get("cluster"), what="Tên cụm thi đua"),
        "year": year,
        "place": clean(details.get("place") or "", what="Địa điểm"),
    }


def set_roster(hall: Hall, rows: Iterable[Mapping[str, object]]) -> None:
    """The whole roster; units of the same name keep their number and roll call mark."""
    _require_meeting(hall, "set_roster")
    roster = make_roster(rows, hall.meeting.roster)
    if roster != hall.meeting.roster:
        hall.record("roster_set", {"units": [asdict(unit) for unit in roster]})


def set_contests(hall: Hall, rows: Iterable[Mapping[str, object]]) -> None:
    """All contests, in the order of the ballot."""
    _require_meeting(hall, "set_contests")
    contests = make_contests(rows)
    if contests != hall.meeting.contests:
        hall.record("contests_set", {"contests": [asdict(contest) for contest in contests]})


def name_tellers(hall: Hall, rows: Iterable[Mapping[str, object]]) -> None:
    """The counting committee; a teller who stays keeps the key that was made."""
    _require_meeting(hall, "name_committee")
    invites = [secrets.token_urlsafe(12) for _ in range(MOST_TELLERS)]
    tellers = name_committee(rows, invites, hall.meeting.tellers)
    if tellers != hall.meeting.tellers:
        hall.record("committee_named", {"tellers": [asdict(teller) for teller in tellers]})


def mark_unit(hall: Hall, unit: object, present: object) -> None:
    """Roll call: `unit` is a unit's number; it is present, absent, or not called yet (None)."""
    _require_meeting(hall, "mark_unit")
    known = type(unit) is int and unit in {known.id for known in hall.meeting.roster}
    if not known or not (present is None or isinstance(present, bool)):
        raise Refused("unit-unknown", "Không có đơn vị này trong danh sách; xin tải lại trang.")
    if hall.meeting.marks.get(unit) is not present:
        hall.record("unit_marked", {"unit": unit, "present": present})


def seal(hall: Hall) -> None:
    """Roster, contests, committee and roll call are frozen. Idempotent."""
    if hall.require("seal"):
        hall.record("roll_call_sealed")


def unseal(hall: Hall, reason: object) -> None:
    """Back to preparing, with a reason; slips already made are dead (P1). Idempotent."""
    if hall.require("unseal"):
        hall.record("roll_call_unsealed", {"reason": required(reason, TITLE_LIMIT, "Lý do mở niêm phong")})


def mint_slips(hall: Hall) -> tuple[str, ...]:
    """As many slips as units present, all at once; returns their secrets, which are kept nowhere. Not idempotent: a repeat
    before opening makes a new set, and the old one is dead (P1). The public parts are sorted, so they tell no order."""
    hall.require("mint_slips")
    uuid = election.new_uuid()
    minted = tuple(credential.new_credential() for _ in hall.meeting.attendance.present)
    trustees_raw = trustee.trustees_record([dict(teller.key) for teller in hall.meeting.tellers])
    election_raw = _election(hall.meeting, uuid, trustees_raw)
    publics = credential.public_list([credential.public_part(uuid, secret) for secret in minted])
    box = Box.set_up(election_raw, trustees_raw, publics, int(hall.now().timestamp()))
    hall.record(
        "slips_minted",
        {
            "uuid": uuid,
            "number": len(minted),
            "mark": set_mark(box.election.fingerprint),
            "timestamp": box.board.timestamp,
        },
        box=box,
    )
    return minted


def _election(meeting: Meeting, uuid: str, trustees_raw: bytes) -> bytes:
    name = election_name(meeting.title, meeting.rehearsal)
    description = election_description(meeting.cluster, meeting.year, meeting.place)
    return election.make(uuid, name, description, [question_of(contest) for contest in meeting.contests], trustees_raw)


def open_voting(hall: Hall) -> None:
    """From now on the box takes ballots; slips cannot be made again. Idempotent."""
    if hall.require("open_voting"):
        hall.record("voting_opened")


def close_voting(hall: Hall) -> None:
    """The box takes no more ballots, and its encrypted tally is published. Idempotent."""
    if hall.require("close_voting"):
        hall.record("voting_closed", {"returned": hall.meeting.returned}, box=hall.box.shut())


def abandon(hall: Hall, reason: object) -> None:
    """Give this meeting up, with a reason, so that another can be called: a lock that nobody can open any more, a wrong
    list noticed too late. Nothing of it is deleted, and it may still be gone on with. A repeat changes nothing."""
    hall.require("abandon")
    if not hall.meeting.abandoned:
        hall.record("meeting_abandoned", {"reason": required(reason, TITLE_LIMIT, "Lý do bỏ dở")})


def begin_count(hall: Hall) -> None:
    """Open the box, once enough locks are released; the totals follow one by one (`kiosk.counting`). Idempotent."""
    if hall.require("begin_count"):
        hall.record("count_begun")


def _require_meeting(hall: Hall, deed: str) -> None:
    if not hall.meeting.called:
        raise Refused("meeting-missing", "Chưa có hội nghị; xin tạo hội nghị trước.")
    hall.require(deed)
