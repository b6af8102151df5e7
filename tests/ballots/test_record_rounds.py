"""Records of more than one round: run-offs, voided rounds, counts on paper (P6, P11; promises, "what it cannot", d)."""

import json

import pytest

from ballots.contest import Contest
from ballots.record.checking import verify_record
from ballots.record.packing import open_record
from ballots.roster import Unit
from tests import builders
from tests.meetings import CONTESTS, DECIDING, VOTES, Play, counted, decided, repacked
from tests.records import codes, document, lied, whole

TOTALS = [[0, 2, 2, 1], [1, 1, 1]]
PAPER = ((0, 2, 2, 1), (1, 1, 1))


def verified(play):
    report = verify_record(play.told().record())
    assert report.ok, report.failed
    return report


def test_a_run_off_on_the_same_slips_decides_a_tie_and_an_order():
    report = verified(decided())
    assert [place["decided_by"] for place in report.outcome[0]["nominees"]] == ["runoff", "runoff", "votes"]
    assert [place["votes"] for place in report.outcome[1]["nominees"]] == [[1, 2], [1, 1]]
    assert not any(contest["undecided"] for contest in report.outcome)


def test_a_tie_that_is_left_open_is_a_record_too_and_says_so():
    report = verified(Play().vote(VOTES))
    assert [contest["undecided"] for contest in report.outcome] == ["order", "tie"]


def test_a_run_off_that_ends_in_a_tie_is_followed_by_another():
    again = [[place] for place in (0, 1, 1)]
    report = verified(
        Play().vote(VOTES).runoff((((0,), (0,)), ((1,), (1,)), None)).runoff([[one, one] for one in again])
    )
    assert [one["runoff"] for one in report.rounds] == [False, True, True]
    assert [place["rank"] for place in report.outcome[0]["nominees"]] == [2, 1, 3]


def test_the_higher_score_decides_where_the_meeting_has_declared_so():
    units = [
        Unit.of(
            {
                "id": n,
                "name": name,
                "assessment": {"score": score, "maximum": 30000, "standard": True, "organisation": True},
            }
        )
        for n, name, score in ((1, "Phú Thọ", 28000), (2, "Quảng Ninh", 29000), (3, "Bắc Ninh", 27000))
    ]
    play = Play(CONTESTS[:1], 3, 0, units=units, rules={"tie": "score", "threshold": 90})
    report = verified(play.vote([vote[:1] for vote in VOTES]))
    assert [(p["rank"], p["decided_by"]) for p in report.outcome[0]["nominees"]] == [
        (2, "score"),
        (1, "score"),
        (3, "votes"),
    ]


@pytest.mark.parametrize(
    ("void", "returned", "result"),
    [
        (lambda play: play.mint(), 0, []),
        (lambda play: play.vote(VOTES, "Ballot"), 3, []),
        (lambda play: play.vote(VOTES, "EncryptedTally"), 3, []),
        (lambda play: play.vote(VOTES, "PartialDecryption"), 3, []),
        (lambda play: play.vote(VOTES), 3, TOTALS),
    ],
    ids=["before it opened", "while it was open", "once closed", "with its locks open", "after the count"],
)
def test_a_voided_round_is_kept_with_its_reason_and_counts_for_nothing(void, returned, result):
    report = verified(void(Play()).void("Mất điện").vote(VOTES).runoff(DECIDING))
    assert [(one["voided"], one["ballots"]) for one in report.rounds][:2] == [("Mất điện", returned), ("", 3)]
    assert report.rounds[0]["result"] == result and report.first["number"] == 2
    assert [place["votes"] for place in report.outcome[1]["nominees"]] == [[1, 2], [1, 1]]


def test_a_voided_run_off_is_done_again_between_the_same():
    report = verified(Play().vote(VOTES).runoff(DECIDING).void("Nhầm phiếu").vote(((((1,)), (1,)),) * 3))
    assert [(one["runoff"], one["voided"]) for one in report.rounds] == [(False, ""), (True, "Nhầm phiếu"), (True, "")]
    assert [place["rank"] for place in report.outcome[0]["nominees"]] == [2, 1, 3]


def test_new_slips_after_a_voided_round_are_for_those_who_are_there_then():
    play = (
        Play(present=3).vote(VOTES, "Ballot").void("Sai danh sách").tell("roll_call_unsealed", {"reason": "Đến muộn"})
    )
    report = verified(play.roll_call(4).tell("roll_call_sealed").vote((*VOTES, ((2,), (0,)))))
    assert [one["credentials"] for one in report.rounds] == [3, 4]
    assert [len(one["present"]) for one in report.meeting["rounds"]] == [3, 4]


def test_a_wrong_list_is_voted_on_again_as_it_should_be():
    play = Play().vote(VOTES, "Ballot").void("Sai danh sách")
    fixed = Contest("Tiêu biểu", 1, ("A", "C"))
    play.tell("agreement_withdrawn", {"subject": "list", "about": "Tiêu biểu", "reason": "Sai tên"})
    play.tell("contests_set", {"contests": [{**vars(one)} for one in (CONTESTS[0], fixed)]}).hands("list", "Tiêu biểu")
    report = verified(play.vote(VOTES))
    assert [place["name"] for place in report.outcome[1]["nominees"]] == ["A", "C"]
    assert list(report.rounds[0]["contests"][1]["votes"]) == [] and report.meeting["rounds"][0]["voided"]


def test_a_count_by_hand_is_in_the_record_and_marked_as_one():
    report = verified(Play().by_hand(3, 3, *PAPER).runoff(DECIDING))
    first = report.rounds[0]
    assert (first["mode"], first["uuid"], first["ballots"], first["result"]) == ("hand", None, 3, TOTALS)
    assert report.rounds[1]["mode"] == "secret" and report.first == first


def test_a_count_by_hand_alone_has_no_box_at_all():
    play = Play().by_hand(3, 2, (1, 0, 1, 0), (1, 0, 1), invalid=0)
    report = verified(play)
    assert not any(name.endswith(".bel") for name in open_record(play.told().record()))
    assert report.first["contests"][1] == {"title": "Tiêu biểu", "seats": 1, "blank": 1, "votes": {"A": 0, "B": 1}}


def test_a_vote_in_secret_decided_on_paper_with_invalid_ballots():
    report = verified(Play().vote(VOTES).runoff().by_hand(3, 3, (0, 2, 0), (0, 2, 0), invalid=1).adopt())
    count = report.meeting["rounds"][1]["contests"][0]["count"]
    assert (count["valid"], count["invalid"], count["invalid_reasons"]) == (2, 1, "Bầu quá số lượng")


def paper(document, **changed):
    document["rounds"][0]["contests"][0]["count"].update(changed)


BY_HAND = {
    "more issued than present": (lambda d: d["rounds"][0].update(issued=4), "meeting-rules"),
    "more returned than issued": (lambda d: d["rounds"][0].update(returned=4), "meeting-rules"),
    "more valid than returned": (lambda d: paper(d, valid=4), "arith-valid"),
    "more votes than ballots": (lambda d: paper(d, votes=[4, 0, 0]), "meeting-rules"),
    "invalid ballots without a reason": (lambda d: paper(d, invalid=1, valid=2, votes=[1, 1, 1]), "meeting-rules"),
    "a negative number": (lambda d: paper(d, blank=-1), "meeting-rules"),
    "no count at all": (
        lambda d: paper(d) or [c.update(count=None) for c in d["rounds"][0]["contests"]],
        "record-uncounted",
    ),
    "slips": (lambda d: d["rounds"][0].update(mark="ABCD"), "meeting-mark"),
    "another outcome": (lambda d: paper(d, votes=[1, 2, 2]), "meeting-outcome"),
}


@pytest.mark.parametrize(("lie", "code"), BY_HAND.values(), ids=BY_HAND.keys())
def test_what_a_count_by_hand_can_contradict_is_found(lie, code):
    record = Play().by_hand(3, 3, *PAPER).told().record()
    assert code in codes(verify_record(lied(record, lie)))


def test_a_box_that_was_altered_fails_its_own_audit_and_is_named():
    made = whole()
    second = f"{made.helds[1].election.uuid}.bel"
    files = open_record(made.record())
    damaged = files[second].replace(b'"result":[[0,3', b'"result":[[0,4')
    assert damaged != files[second]
    report = verify_record(repacked(made.record(), {second: damaged}))
    assert codes(report)[0] == "archive-hash" and second in report.failed[0].message
    assert report.unchecked and all("(vòng 2)" in title for title in report.unchecked)
    assert report.rounds[1]["result"] == [] and report.rounds[2]["result"]


def test_the_box_of_another_meeting():
    made, other = counted(), counted()
    mine, theirs = (f"{one.board.uuid}.bel" for one in (made, other))
    report = verify_record(repacked(made.record(), {mine: None, theirs: other.board.archive()}))
    assert codes(report)[:2] == ["record-file-missing", "record-file-extra"] and report.unchecked
    under_our_name = verify_record(repacked(made.record(), {mine: other.board.archive()}))
    assert {"meeting-election", "meeting-head"} <= set(codes(under_our_name))


def test_the_boxes_of_two_rounds_exchanged():
    made = decided().told()
    first, second = (f"{held.election.uuid}.bel" for held in made.helds)
    files = open_record(made.record())
    report = verify_record(repacked(made.record(), {first: files[second], second: files[first]}))
    assert codes(report).count("meeting-election") == 2 == codes(report).count("meeting-contests")


def test_a_box_under_another_elections_name():
    made = counted()
    box = f"{made.board.uuid}.bel"
    record = repacked(made.record(), {box: None, "1" * 14 + ".bel": made.board.archive()})
    assert codes(verify_record(record)) == ["record-file-missing", "record-file-extra"]
    assert "meeting-election" in codes(
        verify_record(lied(record, lambda d: d["rounds"][0]["election"].update(uuid="1" * 14)))
    )


def test_a_box_that_was_not_counted():
    made = counted()
    early = builders.board(made.helds[0], until="Ballot").archive()
    assert "record-uncounted" in codes(verify_record(repacked(made.record(), {f"{made.board.uuid}.bel": early})))


def test_the_head_of_every_round_is_in_the_record():
    made = whole()
    heads = [one["election"]["head"] for one in json.loads(document(made.record()))["rounds"]]
    assert heads == [made.boards[held.election.uuid].head for held in made.helds]
