"""Releasing the locks: just enough, one too many, a bad one, a late one (promise P2; protocol section 9)."""

from dataclasses import replace

from ballots.protocol.audit import audit
from ballots.record.checking import verify_record
from ballots.stage import Stage
from kiosk import counting, locks, rounds
from kiosk.filing import file_record
from tests.halls import release, room
from tests.kiosk.test_locks import code_of, stand


def test_a_wrong_share_is_refused_and_named_and_the_count_goes_on_without_it(tmp_path):
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    assert code_of(made.give_share, 1, made.share(2)) == "share-invalid"
    assert code_of(made.give_share, 1, "{}") == "share-malformed"
    assert stand(made) == ["refused", "closed", "closed"]
    made.give_share(2), made.give_share(3)
    rounds.begin_count(made.hall)
    counting.count(made.hall)
    report = verify_record(file_record(made.hall))
    (told,) = report.meeting["rounds"]
    assert report.ok and (told["shares"], told["late"], told["refused"]) == ([2, 3], [], [1])


def test_a_good_share_after_a_wrong_one_clears_the_name(tmp_path):
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    assert code_of(made.give_share, 1, "{}") == "share-malformed"
    made.give_share(1)
    assert stand(made) == ["released", "closed", "closed"]


def test_nobody_is_named_once_the_result_is_adopted(tmp_path, monkeypatch):
    """The share was under way while the room adopted."""
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    made.give_share(1), made.give_share(2)
    rounds.begin_count(made.hall)
    counting.count(made.hall)
    check = locks.offload

    def slowly(*work):
        made.hall.meeting = replace(made.hall.meeting, stage=Stage.ADOPTED)
        return check(*work)

    monkeypatch.setattr(locks, "offload", slowly)
    assert code_of(made.give_share, 3, "{}") == "share-malformed"
    assert made.hall.meeting.refused == frozenset()


def test_nobody_is_named_by_somebody_without_the_invitation(tmp_path):
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    assert code_of(locks.give_share, made.hall, 1, "wrong", "{}") == "invite-wrong"
    assert stand(made) == ["closed", "closed", "closed"]


def test_a_repeated_share_changes_nothing(tmp_path):
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    made.give_share(1)
    seq = made.hall.meeting.seq
    assert made.give_share(1) == {"lock": "released"} and made.hall.meeting.seq == seq
    assert code_of(rounds.begin_count, made.hall) == "shares-missing"


def test_a_late_share_is_on_the_board_before_the_result_and_in_the_record_after_it(tmp_path):
    made = room(tmp_path, "closed", tellers=5, votes=[[[0, 1]], [[1]]])
    for number in (5, 2, 3):
        made.give_share(number)
    rounds.begin_count(made.hall)
    made.give_share(1)
    counting.count(made.hall)
    made.give_share(4)
    assert stand(made) == ["released"] * 5
    report = verify_record(file_record(made.hall))
    (told,) = report.meeting["rounds"]
    assert report.ok and (told["shares"], told["late"]) == ([1, 2, 3, 5], [4])
    assert audit(made.hall.box.board.archive()).openers == (5, 2, 3, 1)


def test_a_late_share_meets_a_result_that_could_not_be_written_at_once(tmp_path, monkeypatch):
    """The disk is full when the result is declared; a share comes before it is tried again."""
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    made.give_share(1), made.give_share(2)
    rounds.begin_count(made.hall)
    record, tried = made.hall.record, []

    def once_full(name, *args, **more):
        if name == "count_completed" and not tried:
            tried.append(name)
            raise counting.StoreFailed("store-failed", "Đĩa đầy.")
        return record(name, *args, **more)

    monkeypatch.setattr(made.hall, "record", once_full)
    monkeypatch.setattr(
        counting.gevent, "sleep", lambda _: tried and 3 not in made.hall.meeting.shares and made.give_share(3)
    )
    counting.count(made.hall)
    assert tried and audit(made.reopened().hall.box.board.archive()).ok


def test_a_share_before_closing_or_after_the_adoption_is_refused(tmp_path):
    made = room(tmp_path, "open")
    assert code_of(made.give_share, 1, "{}") == "not-counting-yet"


def test_the_laptop_started_again_knows_the_locks_and_their_shares(tmp_path):
    made = room(tmp_path, "closed", tellers=3, votes=[[[0]]])
    made.give_share(1)
    assert code_of(made.give_share, 2, "{}") == "share-malformed"
    before = made.hall.snapshot()
    again = made.reopened()
    assert again.hall.snapshot() == before
    release(again)
