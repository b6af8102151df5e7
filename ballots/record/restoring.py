"""The meeting that meeting.json tells of, as the values of the meeting's own rules.

So the verifier need not know the rules a second time: it asks them again, of the meeting as it is stated.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace

from ballots.committee import Teller, lock_code, name_committee
from ballots.contest import Contest, make_contests
from ballots.errors import Broken, Refused
from ballots.hand_count import HandCount, read_hand_count
from ballots.hand_vote import ADOPTION, COMMITTEE, RULES, SUBJECTS, HandVote, count_hands
from ballots.meeting import DETAILS, Meeting, Rules
from ballots.outcome import TIE_RULES
from ballots.paper_texts import make_texts
from ballots.record.shape import Document
from ballots.roster import Unit, make_roster, members, offices, row_of
from ballots.round import HAND, SECRET, Round, Slips
from ballots.stage import Stage

_ABOUT_NOTHING = (RULES, COMMITTEE, ADOPTION)
_HANDS = ("subject", "about", "favour", "against", "abstain", "present", "reason")


def restore(document: Document) -> Meeting:
    """The meeting as it stands after its last round. What it says of itself is clean (names, lists, numbers), its rounds
    follow each other, and every total that its outcome needs is there; whether the rest is true is for the checks.

    Broken: `meeting-rules` (a list or a number that the kiosk would have refused), `meeting-rounds` (a round that nothing
    called for), `record-uncounted`.
    """
    try:
        meeting = _before_the_vote(document)
        rounds = [_round(stated) for stated in document["rounds"]]
    except Refused as refused:
        raise Broken("meeting-rules", "%(why)s", why=refused) from None
    return _after(meeting, rounds)


def _before_the_vote(document: Document) -> Meeting:
    units = _units(document["roster"])
    if make_texts(document["papers"], {}) != document["papers"] or not _are_rules(document["rules"]):
        raise _unclean()
    return Meeting(
        seq=1,
        **{name: document["meeting"][name] for name in DETAILS},
        papers=document["papers"],
        rules=Rules(**document["rules"]),
        roster=members(units),
        offices=offices(units),
        marks={unit["id"]: unit["present"] for unit in document["roster"] if not unit["parent"]},
        hand_votes=tuple(map(_hand_vote, document["hand_votes"])),
        tellers=_tellers(document["tellers"]),
        threshold=_threshold(document),
    )


def _units(stated: Sequence[Document]) -> tuple[Unit, ...]:
    units = tuple(map(Unit.of, stated))
    called = [unit["present"] for unit in stated if unit["parent"]]
    clean = make_roster(map(row_of, units), units) == units == (*members(units), *offices(units))
    if not clean or len({unit.id for unit in units}) < len(units) or any(called):
        raise _unclean()
    return units


def _are_rules(stated: Document) -> bool:
    return stated["tie"] in TIE_RULES and 0 <= stated["threshold"] <= 100


def _hand_vote(stated: Document) -> HandVote:
    body = count_hands(stated["subject"], stated["about"], stated, stated["present"])
    vote = HandVote(**body, at=stated["at"], withdrawn=stated["withdrawn"])
    known = vote.subject in SUBJECTS and (vote.about == "") == (vote.subject in _ABOUT_NOTHING)
    if not known or {name: stated[name] for name in _HANDS} != body or vote.carried != stated["carried"]:
        raise _unclean()
    return vote


def _tellers(stated: Sequence[Document]) -> tuple[Teller, ...]:
    tellers = name_committee(stated, [""] * len(stated))
    made = [(t.number, t.name, t.unit, lock_code(one["public_key"])) for t, one in zip(tellers, stated)]
    if made != [(one["number"], one["name"], one["unit"], one["code"]) for one in stated]:
        raise _unclean()
    return tuple(replace(teller, key={"public_key": one["public_key"]}) for teller, one in zip(tellers, stated))


def _threshold(document: Document) -> int:
    size, threshold = len(document["tellers"]), document["committee"]["threshold"]
    if not 1 <= threshold <= size:
        raise _unclean()
    return threshold


def _round(stated: Document) -> Round:
    counts = [contest["count"] for contest in stated["contests"]]
    known = None not in counts
    contests = _contests(stated)
    return Round(
        stated["number"],
        contests,
        mode=stated["mode"],
        uuid=stated["election"]["uuid"] if stated["election"] else "",
        **{name: stated[name] for name in ("issued", "returned", "mark", "opened", "closed", "counted", "voided")},
        present=tuple(stated["present"]),
        **_locks(stated),
        counts=tuple((count["blank"], *count["votes"]) for count in counts) if known else (),
        by_hand=_by_hand(stated, counts, contests) if known and stated["mode"] == HAND else None,
    )


def _locks(stated: Document) -> dict[str, object]:
    """Whose locks opened the box, and which ballots voters had opened instead of casting them; a count by hand has neither."""
    locks = {name: frozenset(stated[name]) for name in ("shares", "late", "refused")}
    if stated["mode"] == HAND and (any(locks.values()) or stated["audited"]):
        raise _unclean()
    return {**locks, "audited": tuple(stated["audited"])}


def _by_hand(stated: Document, counts: Sequence[Document], contests: Sequence[Contest]) -> HandCount:
    """As the tellers read it in."""
    count = read_hand_count({**stated, "contests": list(counts)}, contests, len(stated["present"]))
    if [column.invalid_reasons for column in count.columns] != [one["invalid_reasons"] for one in counts]:
        raise _unclean()
    return count


def _contests(stated: Document) -> tuple[Contest, ...]:
    """As the kiosk makes them; those of a run-off follow from the rounds before, which `_after` sees to."""
    runoff = stated["runoff"]
    told = tuple(Contest.of_value({**one, "of": one["of"] if runoff else None}) for one in stated["contests"])
    own = [one["of"] for one in stated["contests"]] == list(range(len(told)))
    if not told or not runoff and (not own or make_contests(map(asdict, told)) != told):
        raise _unclean()
    return told


def _after(meeting: Meeting, rounds: Sequence[Round]) -> Meeting:
    """The meeting after all its rounds, each followed by one that the meeting's rules allow."""
    if not rounds or rounds[-1].voided:
        raise Broken("meeting-rounds", "Hồ sơ không có vòng bỏ phiếu nào còn giá trị.")
    for one in rounds:
        meeting = _in_round(meeting, one)
        settled = [before for before in meeting.rounds if not before.voided]
        if one.is_runoff != bool(settled) or settled and one.contests != meeting.runoff:
            raise Broken(
                "meeting-rounds",
                "Vòng %(number)d không theo đúng kết quả các vòng trước: bầu lại phải là "
                "giữa những đơn vị bằng phiếu, cho đúng số chỗ còn lại.",
                number=one.number,
            )
        if not one.voided and not one.complete:
            raise Broken("record-uncounted", "Vòng %(number)d chưa có kết quả.", number=one.number)
        if any(votes < 0 for column in one.counts for votes in column):
            raise Broken("meeting-rules", "Vòng %(number)d ghi số phiếu âm.", number=one.number)
        meeting = replace(meeting, rounds=(*meeting.rounds, one))
    return replace(meeting, stage=Stage.COUNTED, rounds=meeting.rounds[:-1])


def _in_round(meeting: Meeting, one: Round) -> Meeting:
    """The meeting with this round in progress; those before it are over."""
    return replace(
        meeting,
        stage=Stage.SEALED,
        contests=one.contests,
        slips=Slips(one.issued, one.mark) if one.mode == SECRET else None,
        uuid=one.uuid,
        returned=one.returned,
        counts=one.counts,
        by_hand=one.by_hand,
        opened=one.opened,
        closed=one.closed,
        counted=one.counted,
    )


def _unclean() -> Broken:
    return Broken("meeting-rules", "Danh sách hoặc số liệu trong hồ sơ không được ghi đúng cách của máy kiểm phiếu.")
