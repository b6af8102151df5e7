"""P8, P1, P11, P12: what a dishonest kiosk, which can sign, writes into meeting.json, and what the verifier says of it."""

import copy

import pytest

from ballots.record.checking import verify_record
from tests.meetings import Counted, Play, decided
from tests.records import codes, lied, whole

RECORD = whole().record()


def present(document, unit, to):
    document["roster"][unit - 1]["present"] = to


def unit(document, number):
    return document["roster"][number - 1]["assessment"]


def hands(document, which, /, **changed):
    next(vote for vote in document["hand_votes"] if vote["subject"] == which).update(changed)


def vote_of(document, which):
    return dict(next(vote for vote in document["hand_votes"] if vote["subject"] == which))


def without(document, deed):
    """As if the deed had not been done, the first time."""
    document["deeds"].remove(next(one for one in document["deeds"] if one["deed"] == deed))


def contest(document, one, place):
    return document["rounds"][one - 1]["contests"][place]


def place(document, one, nominee):
    return document["outcome"][one]["nominees"][nominee]


def untied(document):
    """The second round made to say that the run-off was between others."""
    contest(document, 3, 0)["nominees"][0] = "Phú Thọ"


def left_out(document, number):
    document["rounds"].pop(number - 1)
    for place, one in enumerate(document["rounds"], 1):
        one["number"] = place


def repeated(document):
    document["rounds"].append(copy.deepcopy(document["rounds"][-1]) | {"number": 4})


ABOUT_THE_ROOM = {
    "an absent unit made present (P1)": (lambda d: present(d, 5, True), "meeting-roll-call"),
    "a present unit made absent (P1)": (lambda d: present(d, 1, False), "meeting-roll-call"),
    "one unit fewer present in a round (P1)": (lambda d: d["rounds"][1]["present"].pop(), "meeting-units"),
    "a unit present twice (P1)": (lambda d: d["rounds"][0].update(present=[1, 2, 3, 3]), "meeting-roll-call"),
    "a district office present (P1)": (lambda d: d["rounds"][0].update(present=[1, 2, 3, 6]), "meeting-roll-call"),
    "a district office called": (lambda d: present(d, 6, True), "meeting-rules"),
    "a unit twice on the roster (P1)": (lambda d: d["roster"].insert(0, {**d["roster"][3], "id": 99}), "meeting-rules"),
    "two units with one number": (lambda d: d["roster"][1].update(id=1), "meeting-rules"),
    "offices before members": (lambda d: d["roster"].reverse(), "meeting-rules"),
    "an office of a unit that is not there": (lambda d: d["roster"][5].update(parent="Huế"), "meeting-rules"),
    "a score above its maximum": (lambda d: unit(d, 1).update(score=140001), "meeting-rules"),
    "a negative score": (lambda d: unit(d, 1).update(score=-1), "meeting-rules"),
    "a year that is none": (lambda d: unit(d, 2).update(led=[19]), "meeting-rules"),
    "more slips issued": (lambda d: d["rounds"][1].update(issued=9), "meeting-slips"),
    "fewer ballots returned": (lambda d: d["rounds"][1].update(returned=2), "meeting-returned"),
    "another check mark": (lambda d: d["rounds"][1].update(mark="ZZZZ"), "meeting-mark"),
    "a run-off on slips of which there were fewer": (lambda d: d["rounds"][2].update(issued=3), "meeting-mark"),
    "another election": (lambda d: d["rounds"][1]["election"].update(uuid="1" * 14), "record-file-missing"),
    "another fingerprint": (lambda d: d["rounds"][1]["election"].update(fingerprint="x"), "meeting-election"),
    "a box for two rounds": (lambda d: d["rounds"][2].update(election=d["rounds"][1]["election"]), "meeting-mode"),
    "a box taken away": (lambda d: d["rounds"][1].update(election=None), "meeting-mode"),
    "a count by hand with a box": (lambda d: d["rounds"][1].update(mode="hand"), "meeting-mode"),
    "another title": (lambda d: d["meeting"].update(title="Khác"), "meeting-election"),
    "another year": (lambda d: d["meeting"].update(year=2024), "meeting-election"),
    "a vote called a rehearsal (P12)": (lambda d: d["meeting"].update(rehearsal=True), "meeting-election"),
    "another head (P8)": (lambda d: d["rounds"][0]["election"].update(head="0" * 64), "meeting-head"),
    "another kiosk": (lambda d: d["kiosk"].update(fingerprint="0000"), "meeting-kiosk"),
    "tellers exchanged": (lambda d: d["tellers"].reverse(), "meeting-tellers"),
    "a key of another teller": (lambda d: d["tellers"][0].update(public_key="00"), "meeting-tellers"),
    "a code that is not the key's": (lambda d: d["tellers"][0].update(code="AAAA-AAAA"), "meeting-tellers"),
    "a code of no key": (lambda d: d["tellers"][0].update(code="AAAA-AAAA"), "meeting-rules"),
    "no teller": (lambda d: d["tellers"].clear(), "meeting-rules"),
    "one teller less": (lambda d: d["tellers"].pop(), "meeting-tellers"),
    "more locks needed than there are": (lambda d: d["committee"].update(threshold=4), "meeting-rules"),
    "one lock less needed": (lambda d: d["committee"].update(threshold=1), "meeting-committee"),
    "the code of another set of locks": (
        lambda d: d["committee"].update(code="AAAA-AAAA-AAAA-AAAA"),
        "meeting-committee",
    ),
    "opened by another teller": (lambda d: d["rounds"][1].update(shares=[1, 2]), "meeting-shares"),
    "opened by one more": (lambda d: d["rounds"][1].update(shares=[1, 2, 3]), "meeting-shares"),
    "a late share of one who was in time": (lambda d: d["rounds"][1].update(late=[3]), "meeting-shares"),
    "a late share of nobody": (lambda d: d["rounds"][1].update(late=[4]), "meeting-shares"),
    "a share refused and taken": (lambda d: d["rounds"][1].update(refused=[1]), "meeting-shares"),
    "a late share in a box that was never opened": (lambda d: d["rounds"][0].update(late=[2]), "meeting-shares"),
    "another opening": (lambda d: d["rounds"][1].update(opened="2026-01-01T00:00"), "meeting-times"),
    "another reason for a void": (lambda d: d["rounds"][0].update(voided="Khác"), "meeting-times"),
    "a deadline that is no day": (lambda d: d["papers"].update(deadline="31-12"), "meeting-rules"),
}
ABOUT_THE_VOTE = {
    "another contest": (lambda d: contest(d, 2, 0).update(title="Khác"), "meeting-contests"),
    "one seat more": (lambda d: contest(d, 2, 1).update(seats=3), "meeting-contests"),
    "nominees exchanged": (lambda d: contest(d, 2, 1)["nominees"].reverse(), "meeting-contests"),
    "a nominee twice": (lambda d: contest(d, 2, 0).update(nominees=["A", "A", "B"]), "meeting-rules"),
    "a pair without its second": (lambda d: contest(d, 2, 1).update(kind="leader"), "meeting-rules"),
    "another order of contests": (lambda d: contest(d, 2, 1).update(of=0), "meeting-rules"),
    "a vote more": (lambda d: contest(d, 2, 0)["count"].update(votes=[3, 2, 1]), "meeting-count"),
    "a blank vote less": (lambda d: contest(d, 3, 1)["count"].update(blank=0), "meeting-count"),
    "an invalid ballot": (lambda d: contest(d, 2, 0)["count"].update(valid=2, invalid=1), "meeting-count"),
    "more valid than returned": (lambda d: contest(d, 2, 0)["count"].update(valid=9), "arith-valid"),
    "a count taken away": (lambda d: contest(d, 2, 0).update(count=None), "record-uncounted"),
    "a count where the round was voided before": (
        lambda d: contest(d, 1, 0).update(count=contest(d, 2, 0)["count"]),
        "meeting-count",
    ),
    "a voided round that counts": (lambda d: d["rounds"][0].update(voided=""), "record-uncounted"),
    "a round that counts called voided": (lambda d: d["rounds"][1].update(voided="Sai"), "meeting-rounds"),
    "the last round called voided": (lambda d: d["rounds"][2].update(voided="Sai"), "meeting-rounds"),
    "the voided round left out": (lambda d: left_out(d, 1), "record-file-extra"),
    "the run-off left out": (lambda d: left_out(d, 3), "tie-open"),
    "the first round left out": (lambda d: left_out(d, 2), "meeting-rounds"),
    "no round at all": (lambda d: d.update(rounds=[]), "meeting-rounds"),
    "a run-off where nothing is tied": (repeated, "meeting-rounds"),
    "a run-off called the first vote": (lambda d: d["rounds"][2].update(runoff=False), "meeting-rounds"),
    "a first vote called a run-off": (lambda d: d["rounds"][1].update(runoff=True), "meeting-rounds"),
    "a run-off among others (P11)": (untied, "meeting-rounds"),
    "a run-off for more seats (P11)": (lambda d: contest(d, 3, 0).update(seats=2), "meeting-rounds"),
    "a run-off of another contest": (lambda d: contest(d, 3, 0).update(of=1), "meeting-rounds"),
    "a run-off of none": (lambda d: contest(d, 3, 0).update(of=7), "meeting-rounds"),
    "a tie made (P11)": (lambda d: place(d, 0, 1).update(tied=True), "meeting-outcome"),
    "another elected (P11)": (lambda d: place(d, 0, 2).update(elected=True), "meeting-outcome"),
    "another rank": (lambda d: place(d, 0, 1).update(rank=1), "meeting-outcome"),
    "another reason for a rank (P11)": (lambda d: place(d, 0, 1).update(decided_by="score"), "meeting-outcome"),
    "votes of the wrong round": (lambda d: place(d, 0, 1)["votes"].reverse(), "meeting-outcome"),
    "an outcome left out": (lambda d: d["outcome"].pop(), "meeting-outcome"),
    "another score": (lambda d: place(d, 1, 0).update(score=30000), "meeting-outcome"),
    "another rule for ties": (lambda d: d["rules"].update(tie="coin"), "meeting-rules"),
}
ABOUT_THE_MEETING = {
    "another threshold": (lambda d: d["rules"].update(threshold=80), "meeting-eligibility"),
    "a threshold above all": (lambda d: d["rules"].update(threshold=101), "meeting-rules"),
    "another verdict": (lambda d: d["eligibility"][3].update(verdict="eligible"), "meeting-eligibility"),
    "an objection left out": (lambda d: d["eligibility"][2]["objections"].pop(), "meeting-eligibility"),
    "an exception nobody voted for": (lambda d: d["eligibility"][3].update(exception=True), "meeting-eligibility"),
    "a nominee against the rules": (
        lambda d: hands(d, "exception", favour=2, against=2, carried=False),
        "nominee-ineligible",
    ),
    "an exception withdrawn": (lambda d: hands(d, "exception", withdrawn=True), "nominee-ineligible"),
    "an exception without a reason": (lambda d: hands(d, "exception", reason=""), "meeting-rules"),
    "a lost vote called carried": (lambda d: hands(d, "deputy", carried=True), "meeting-rules"),
    "a hand more than people": (lambda d: hands(d, "leader", favour=5), "meeting-rules"),
    "a hand that was not counted": (lambda d: hands(d, "leader", favour=3), "meeting-rules"),
    "a vote about something else": (lambda d: hands(d, "leader", subject="lunch"), "meeting-rules"),
    "an adoption of something else": (lambda d: hands(d, "adoption", about="x"), "meeting-rules"),
    "rules never agreed": (lambda d: d["hand_votes"].pop(0), "rules-not-agreed"),
    "a committee never agreed": (lambda d: d["hand_votes"].pop(1), "committee-not-agreed"),
    "a list never agreed": (lambda d: d["hand_votes"].pop(2), "list-not-agreed"),
    "another leader": (lambda d: d["officers"].update(leader="Phú Thọ"), "meeting-officers"),
    "a leader who is no member unit": (
        lambda d: [hands(d, "leader", about="Huế"), d["officers"].update(leader="Huế")],
        "meeting-officers",
    ),
    "two leaders": (
        lambda d: (
            d["hand_votes"].insert(-1, vote_of(d, "leader") | {"about": "Phú Thọ"})
            or d["officers"].update(leader="Phú Thọ")
        ),
        "meeting-officers",
    ),
    "one unit in both offices": (
        lambda d: (
            d["hand_votes"].insert(-1, vote_of(d, "leader") | {"subject": "deputy"})
            or d["officers"].update(deputy="Quảng Ninh")
        ),
        "meeting-officers",
    ),
    "a deputy who was not elected": (lambda d: d["officers"].update(deputy="Ninh Bình"), "meeting-officers"),
    "an adoption that was lost": (lambda d: d["adoption"].update(favour=1, against=3), "meeting-adoption"),
    "an adoption nobody voted on": (lambda d: d["hand_votes"].pop(), "meeting-adoption"),
    "an adoption taken back": (lambda d: d.update(adoption=None), "meeting-adoption"),
    "papers without an adoption": (lambda d: d.update(adoption=None), "record-file-extra"),
    "a flag for one who was not elected": (
        lambda d: d["adoption"]["flags"][0].update(unit="Bắc Ninh"),
        "meeting-flags",
    ),
    "a flag that is none": (lambda d: d["adoption"]["flags"][0].update(flag="nobel"), "meeting-flags"),
    "a flag left out": (lambda d: d["adoption"]["flags"].pop(), "meeting-flags"),
}
ABOUT_THE_DEEDS = {
    "an unsealing left out": (lambda d: without(d, "roll_call_unsealed"), "meeting-deeds"),
    "the first seal left out": (lambda d: without(d, "roll_call_sealed"), "meeting-deeds"),
    "the run-off left out of the deeds": (lambda d: without(d, "runoff_called"), "meeting-deeds"),
    "slips nobody made": (lambda d: without(d, "slips_minted"), "meeting-deeds"),
    "a count nobody began": (lambda d: without(d, "count_begun"), "meeting-deeds"),
    "a deed twice": (lambda d: d["deeds"].append(d["deeds"][-1]), "meeting-deeds"),
    "a meeting called twice": (lambda d: d["deeds"].insert(2, d["deeds"][0]), "meeting-deeds"),
    "a meeting nobody called": (lambda d: d["deeds"].pop(0), "meeting-deeds"),
    "a deed of another program": (lambda d: d["deeds"][3].update(deed="box_stuffed"), "meeting-deeds"),
    "deeds in another order": (lambda d: d["deeds"].reverse(), "meeting-deeds"),
    "no deeds": (lambda d: d.update(deeds=[]), "meeting-deeds"),
    "a time that is none": (lambda d: d["deeds"][1].update(at="hôm qua"), "meeting-deeds"),
    "a time to the second (P10)": (lambda d: d["deeds"][1].update(at="2026-01-23T09:14:33"), "meeting-deeds"),
    "no time": (lambda d: d["deeds"][1].update(at=""), "meeting-deeds"),
    "a hand vote at no time": (lambda d: d["hand_votes"][0].update(at=""), "meeting-deeds"),
    "a reason that cannot be printed": (lambda d: d["deeds"][2].update(reason="\0"), "meeting-deeds"),
    "another time of the adoption": (
        lambda d: d["deeds"][-1].update(at="2026-01-23T23:59"),
        "meeting-deeds",
    ),
    "an adoption nobody declared": (lambda d: d["deeds"].pop(), "meeting-deeds"),
}
OF_THE_FORM = {
    "a field more": (lambda d: d.update(note="x"), "meeting-malformed"),
    "a field less": (lambda d: d.pop("deeds"), "meeting-malformed"),
    "a field of another kind": (lambda d: d["rounds"][0].update(issued="3"), "meeting-malformed"),
    "true for one": (lambda d: d["rounds"][0].update(issued=True), "meeting-malformed"),
    "nothing where there is something": (lambda d: d.update(officers=None), "meeting-malformed"),
    "fields in another order": (lambda d: d.update(software=d.pop("software")), "meeting-malformed"),
    "a number of no size": (lambda d: d["rounds"][1].update(returned=10**30), "meeting-malformed"),
    "a total too few": (lambda d: contest(d, 2, 0)["count"]["votes"].pop(), "meeting-malformed"),
    "rounds in another order": (lambda d: d["rounds"].reverse(), "meeting-malformed"),
    "more rounds than a day has time for": (
        lambda d: d["rounds"].extend({**d["rounds"][2], "number": n} for n in range(4, 42)),
        "meeting-malformed",
    ),
    "a round of another kind": (lambda d: d["rounds"][0].update(mode="post"), "meeting-malformed"),
    "the version before": (lambda d: d.update(version=1), "meeting-malformed"),
}
LIES = ABOUT_THE_ROOM | ABOUT_THE_VOTE | ABOUT_THE_MEETING | ABOUT_THE_DEEDS | OF_THE_FORM


@pytest.mark.parametrize(("lie", "code"), LIES.values(), ids=LIES.keys())
def test_p8_a_signed_lie_is_found(lie, code):
    report = verify_record(lied(RECORD, lie))
    assert code in codes(report) and not report.ok


def test_p11_a_tie_that_was_adopted_away_is_found():
    report = verify_record(Play().vote((((0,), (0,)), ((1,), (1,)), ((), ()))).adopt().told().record())
    assert codes(report) == ["tie-open", "tie-open"]


@pytest.mark.parametrize("changed", [{"withdrawn": True}, {"favour": 0, "against": 4, "abstain": 0, "carried": False}])
def test_a_hand_vote_that_does_not_stand_may_be_about_a_unit_that_the_list_lost_since(changed):
    """The list may be corrected until it is sealed."""
    deed = lambda d: [hands(d, "leader", about="Huế", **changed), d["officers"].update(leader="")]  # noqa: E731
    assert verify_record(lied(RECORD, deed)).ok


def test_a_lie_about_one_of_several_rounds_says_which():
    report = verify_record(lied(RECORD, lambda d: d["rounds"][2]["election"].update(head="")))
    assert codes(report) == ["meeting-head"] and report.failed[0].message.startswith("Vòng 3: ")


def test_a_lie_about_one_round_of_one_does_not():
    record = Play().vote((((0,), (0,)),) * 3).told().record()
    report = verify_record(lied(record, lambda d: d["rounds"][0]["election"].update(head="")))
    assert codes(report) == ["meeting-head"] and "Vòng" not in report.failed[0].message


def test_a_version_of_another_program_says_so():
    report = verify_record(lied(RECORD, lambda d: d.update(version=4)))
    assert "phiên bản khác" in report.failed[0].message


def test_a_voided_round_with_slips_of_its_own_can_be_left_out_with_all_that_tells_of_it():
    """A limit, said in docs/verify.md and by the verdict: only its voters' tracking codes and the photographs know of it."""
    play = Play().vote((((0,), (0,)),) * 3).void()
    play.facts = play.facts[: [fact.name for fact in play.facts].index("slips_minted")]
    told = play.vote((((1,), (1,)),) * 3).told()
    last = told.helds[-1].election.uuid
    assert verify_record(Counted(told.facts, {last: told.boards[last]}, told.helds[-1:]).record()).ok


@pytest.mark.parametrize(
    "lie",
    [lambda d: d["papers"].update(issuer="Cụm số 5"), lambda d: d["roster"][0].update(leader="Bà Khác")],
    ids=["the words on the papers", "who leads a unit"],
)
def test_what_no_box_can_confirm_rests_on_the_signature(lie):
    """Said here so that nobody takes it for checked: docs name it too."""
    assert verify_record(lied(decided().told().record(), lie)).ok
