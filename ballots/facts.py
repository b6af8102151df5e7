"""What each fact makes of a meeting: the fold. The names are the journal's; a fact once written means the same for ever."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ballots.committee import Teller
from ballots.contest import Contest
from ballots.hand_count import HandCount
from ballots.hand_vote import HandVote
from ballots.locking import Dispute, Locking
from ballots.meeting import DETAILS, Adoption, Fact, HandEntry, Meeting, Rules
from ballots.network import Network
from ballots.roster import Unit, members, offices
from ballots.round import Reserve, Round, Slips
from ballots.second_officer import SecondOfficer
from ballots.stage import Stage

Change = dict[str, object]
_NOTHING = Meeting()
_NO_VOTE: Change = {
    name: getattr(_NOTHING, name)
    for name in ("uuid", "timestamp", "returned", "shares", "late", "refused", "openable", "audited", "counts")
} | {"hand_entry": None, "by_hand": None, "opened": "", "closed": "", "counted": ""}


def fold(facts: Iterable[Fact], meeting: Meeting = _NOTHING) -> Meeting:
    """The meeting after `facts`. An unknown fact raises KeyError: a newer program wrote the store."""
    for fact in facts:
        changed = replace(meeting, **_AFTER[fact.name](meeting, fact.body, fact.at))
        meeting = replace(changed, seq=fact.seq, **_confirmed(meeting, fact.body))
    return meeting


def _confirmed(meeting: Meeting, body: Mapping) -> Change:
    """A fact that says `confirmed` was written with the second officer's code: wrong ones before it are forgotten."""
    return {"second_officer": replace(meeting.second_officer, wrong=0)} if body.get("confirmed") else {}


def _refused_code(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {"second_officer": replace(meeting.second_officer, wrong=meeting.second_officer.wrong + 1)}


def _details(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {name: body[name] for name in DETAILS if name in body}


def _roster(meeting: Meeting, body: Mapping, at: str) -> Change:
    units = tuple(map(Unit.of, body["units"]))
    kept = {unit.id for unit in units}
    marks = {i: mark for i, mark in meeting.marks.items() if i in kept}
    return {"roster": members(units), "offices": offices(units), "marks": marks}


def _contests(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {"contests": tuple(map(Contest.of_value, body["contests"])), "hand_entry": None}


def _network(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {"network": Network(**body["network"]) if body["network"] else None}


def _hand_voted(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {"hand_votes": (*meeting.hand_votes, HandVote(**body, at=at))}


def _withdrawn(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {
        "hand_votes": tuple(
            replace(vote, withdrawn=vote.withdrawn or vote.concerns(body["subject"], body["about"]))
            for vote in meeting.hand_votes
        )
    }


def _committee(meeting: Meeting, body: Mapping, at: str) -> Change:
    """Before 0.3 every teller was needed."""
    tellers = tuple(Teller(**teller) for teller in body["tellers"])
    threshold = body.get("threshold", len(tellers))
    before = {teller.invite for teller in meeting.tellers}
    kept = [teller.number for teller in tellers if teller.invite in before]
    locking = meeting.locking.renamed(len(tellers), threshold, kept)
    return {"threshold": threshold, **_locks(tellers, meeting.locking, locking)}


def _key(meeting: Meeting, body: Mapping, at: str) -> Change:
    """A key that a teller made alone, as before 0.3."""
    number, key = body["number"], body["key"]
    return {"tellers": tuple(replace(t, key=key) if t.number == number else t for t in meeting.tellers)}


def _certificate(meeting: Meeting, body: Mapping, at: str) -> Change:
    return _relocked(meeting, meeting.locking.certified(body["number"], body["cert"]))


def _polynomial(meeting: Meeting, body: Mapping, at: str) -> Change:
    return _relocked(meeting, meeting.locking.given_polynomial(body["number"], body["polynomial"]))


def _voutput(meeting: Meeting, body: Mapping, at: str) -> Change:
    return _relocked(meeting, meeting.locking.given_voutput(body["number"], body["voutput"]))


def _disputed(meeting: Meeting, body: Mapping, at: str) -> Change:
    return _relocked(meeting, meeting.locking.disputed(Dispute(**body)))


def _relocked(meeting: Meeting, locking: Locking) -> Change:
    return _locks(meeting.tellers, meeting.locking, locking)


def _locks(tellers: tuple[Teller, ...], before: Locking, after: Locking) -> Change:
    """A teller has a key once the phone has given its last part."""
    if after is before:
        return {"tellers": tellers}
    made = {number: voutput["public_key"] for number, voutput in after.voutputs.items()}
    return {"locking": after, "tellers": tuple(replace(teller, key=made.get(teller.number)) for teller in tellers)}


def _minted(meeting: Meeting, body: Mapping, at: str) -> Change:
    reserve = tuple(Reserve(one["uuid"], tuple(one["credentials"])) for one in body.get("reserve", ()))
    slips = Slips(body["number"], body["mark"], reserve)
    return _set_up(body, slips)


def _prepared(meeting: Meeting, body: Mapping, at: str) -> Change:
    left = tuple(one for one in meeting.slips.reserve if one.uuid != body["uuid"])
    return _set_up(body, replace(meeting.slips, reserve=left))


def _set_up(body: Mapping, slips: Slips) -> Change:
    """An entry of a count on paper is about another vote than this one."""
    election = {name: body[name] for name in ("uuid", "timestamp")}
    return {"stage": Stage.ISSUED, "slips": slips, "hand_entry": None, **election}


def _share(meeting: Meeting, body: Mapping, at: str) -> Change:
    number = body["number"]
    return {
        "shares": meeting.shares | {number},
        "refused": meeting.refused - {number},
        "openable": body["enough"],
    }


def _late_share(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {"late": meeting.late | {body["number"]}, "refused": meeting.refused - {body["number"]}}


def _count_begun(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {"stage": Stage.COUNTING, "counts": tuple((None,) * (len(c.nominees) + 1) for c in meeting.contests)}


def _counted(meeting: Meeting, body: Mapping, at: str) -> Change:
    columns = [list(column) for column in meeting.counts]
    columns[body["contest"]][body["choice"]] = body["votes"]
    return {"counts": tuple(map(tuple, columns))}


def _voided(meeting: Meeting, body: Mapping, at: str) -> Change:
    return _over(meeting, replace(meeting.round, voided=body["reason"]))


def _runoff(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {**_over(meeting, meeting.round), "contests": tuple(map(Contest.of_value, body["contests"]))}


def _over(meeting: Meeting, finished: Round) -> Change:
    """The round is put with those before it, and the next one can be set up."""
    return {**_NO_VOTE, "stage": Stage.SEALED, "rounds": (*meeting.rounds, finished)}


def _hand_entry(meeting: Meeting, body: Mapping, at: str) -> Change:
    return {"hand_entry": HandEntry(body["teller"], HandCount.of_value(body["count"]))}


def _hand_agreed(meeting: Meeting, body: Mapping, at: str) -> Change:
    count = meeting.hand_entry.count
    counts = tuple((column.blank, *column.votes) for column in count.columns)
    return {"stage": Stage.COUNTED, "by_hand": count, "counts": counts, "hand_entry": None, "counted": at}


def _adopted(meeting: Meeting, body: Mapping, at: str) -> Change:
    vote = HandVote(**body["vote"], at=at)
    votes = (*meeting.hand_votes, vote)
    return {"stage": Stage.ADOPTED, "hand_votes": votes, "adoption": Adoption(vote, tuple(body["flags"]))}


_AFTER: dict[str, Callable[[Meeting, Mapping, str], Change]] = {
    "meeting_called": _details,
    "details_set": _details,
    "papers_set": lambda meeting, body, at: {"papers": body["papers"]},
    "network_set": _network,
    "address_chosen": lambda meeting, body, at: {"address": body["address"]},
    "rules_set": lambda meeting, body, at: {"rules": Rules(**body)},
    "roster_set": _roster,
    "contests_set": _contests,
    "second_officer_named": lambda meeting, body, at: {"second_officer": SecondOfficer(**body)},
    "second_officer_dismissed": lambda meeting, body, at: {"second_officer": None},
    "confirmation_refused": _refused_code,
    "hand_voted": _hand_voted,
    "agreement_withdrawn": _withdrawn,
    "committee_named": _committee,
    "teller_key_received": _key,
    "certificate_received": _certificate,
    "polynomial_received": _polynomial,
    "voutput_received": _voutput,
    "ceremony_disputed": _disputed,
    "ceremony_restarted": lambda meeting, body, at: _relocked(meeting, meeting.locking.restarted()),
    "unit_marked": lambda meeting, body, at: {"marks": {**meeting.marks, body["unit"]: body["present"]}},
    "roll_call_sealed": lambda meeting, body, at: {"stage": Stage.SEALED},
    "roll_call_unsealed": lambda meeting, body, at: {**_NO_VOTE, "stage": Stage.PREPARING, "slips": None},
    "slips_minted": _minted,
    "round_prepared": _prepared,
    "voting_opened": lambda meeting, body, at: {"stage": Stage.OPEN, "opened": at},
    "ballot_accepted": lambda meeting, body, at: {"returned": meeting.returned + 1},
    "ballot_audited": lambda meeting, body, at: {"audited": {**meeting.audited, body["tracker"]: body["ballot"]}},
    "voting_closed": lambda meeting, body, at: {"stage": Stage.CLOSED, "closed": at},
    "teller_share_received": _share,
    "teller_share_refused": lambda meeting, body, at: {"refused": meeting.refused | {body["number"]}},
    "late_share_received": _late_share,
    "count_begun": _count_begun,
    "nominee_counted": _counted,
    "count_completed": lambda meeting, body, at: {"stage": Stage.COUNTED, "counted": at},
    "round_voided": _voided,
    "runoff_called": _runoff,
    "hand_count_entered": _hand_entry,
    "hand_count_agreed": _hand_agreed,
    "meeting_adopted": _adopted,
    "paper_signed": lambda meeting, body, at: {"signatures": (*meeting.signatures, {**body, "at": at})},
    "meeting_abandoned": lambda meeting, body, at: {"abandoned": True},
}
