"""A second officer's code: what does not happen without it, how often it is tried, and where it is never found."""

import threading

import gevent
import pytest

from ballots.errors import Refused
from ballots.record.checking import verify_record
from ballots.stage import Stage
from kiosk import agreements, deeds, rounds, second_officer
from kiosk.filing import file_record
from kiosk.tries import FREE, PAUSE, Tries
from tests.halls import Room, agree_and_seal, all_hands, count_all, mint, room

CODE, WRONG = "49170358", "4917"
OFFICER = {"name": "Bà Hai, chủ trì", "code": CODE, "again": CODE}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """How slow the hash is, is tested where it is made."""
    monkeypatch.setattr("ballots.second_officer.COST", 2)


class Clock:
    """Seconds that pass when a test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def guarded(folder, until: str = "preparing") -> Room:
    """A meeting with a second officer, brought to a stage with their code."""
    made = room(folder, "preparing")
    second_officer.name_second_officer(made.hall, *OFFICER.values())
    made.clock = Clock()
    made.hall.tries = Tries(made.clock)
    if until != "preparing":
        with pytest.raises(Refused, match="mã xác nhận"):
            agree_and_seal(made.hall)
        deeds.seal(made.hall, CODE)
        made.slips = mint(made.hall)
        rounds.open_voting(made.hall)
    return made


def refusal(deed, *arguments) -> str:
    with pytest.raises(Refused) as refused:
        deed(*arguments)
    return refused.value.code


def miss(made: Room, times: int) -> list[str]:
    return [refusal(rounds.close_voting, made.hall, WRONG) for _ in range(times)]


def test_without_a_second_officer_nobody_is_asked(tmp_path):
    made = room(tmp_path, "counted", votes=[[[0]]])
    assert not any(fact.body.get("confirmed") for fact in made.hall.facts)


def test_sealing_closing_and_voiding_happen_only_with_the_code(tmp_path):
    made = guarded(tmp_path, "open")
    voiding = (made.hall, "Sai danh sách")
    for deed, arguments in ((rounds.close_voting, (made.hall,)), (rounds.void_round, voiding)):
        assert refusal(deed, *arguments) == "code-missing"
        assert refusal(deed, *arguments, "") == "code-missing"
        assert refusal(deed, *arguments, "chủ trì") == "code-malformed"
        assert refusal(deed, *arguments, WRONG) == "code-wrong"
        assert made.hall.meeting.stage is Stage.OPEN
    rounds.void_round(*voiding, CODE)
    assert made.hall.meeting.rounds[0].voided == "Sai danh sách"
    rounds.prepare_next_round(made.hall)
    rounds.open_voting(made.hall)
    rounds.close_voting(made.hall, CODE)
    confirmed = [fact.name for fact in made.hall.facts if fact.body.get("confirmed")]
    assert confirmed == ["roll_call_sealed", "round_voided", "voting_closed"]


def test_what_cannot_be_done_yet_asks_for_no_code_and_a_repeat_of_what_is_done_needs_none(tmp_path):
    made = guarded(tmp_path)
    assert refusal(rounds.close_voting, made.hall, WRONG) == "voting-not-open"
    assert refusal(deeds.seal, made.hall, WRONG) == "rules-not-agreed"
    assert made.hall.meeting.second_officer.wrong == 0
    made = guarded(tmp_path / "open", "open")
    seq = made.hall.meeting.seq
    deeds.seal(made.hall)
    assert made.hall.meeting.seq == seq


def test_the_desk_asks_over_http(tmp_path):
    made = guarded(tmp_path, "open")
    desk = made.desk()
    for body, status, code in [({}, 409, "code-missing"), ({"code": WRONG}, 403, "code-wrong")]:
        answer = desk.post("/desk/close", json=body)
        assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert "Mã đã sai 1 lần." in desk.get("/desk/voting").text
    assert desk.post("/desk/close", json={"code": CODE}).status_code == 200
    assert made.hall.meeting.stage is Stage.CLOSED and made.hall.meeting.second_officer.wrong == 0


def test_only_the_code_lets_the_desk_stop_asking(tmp_path):
    made = guarded(tmp_path)
    assert refusal(second_officer.name_second_officer, made.hall, "Ông Ba", "5937", "5937") == "second-officer-there"
    assert refusal(second_officer.dismiss_second_officer, made.hall, None) == "code-missing"
    assert refusal(second_officer.dismiss_second_officer, made.hall, WRONG) == "code-wrong"
    second_officer.dismiss_second_officer(made.hall, CODE)
    assert made.hall.meeting.second_officer is None
    agree_and_seal(made.hall)
    assert refusal(second_officer.name_second_officer, made.hall, *OFFICER.values()) == "lock-sealed"
    assert refusal(second_officer.dismiss_second_officer, made.hall, CODE) == "second-officer-missing"


def test_unsealing_does_not_get_rid_of_the_code(tmp_path):
    made = guarded(tmp_path)
    pytest.raises(Refused, agree_and_seal, made.hall)
    deeds.seal(made.hall, CODE)
    deeds.unseal(made.hall, "Đơn vị đến muộn")
    assert refusal(deeds.seal, made.hall) == "code-missing"


def test_after_five_wrong_codes_each_further_try_waits(tmp_path):
    made = guarded(tmp_path, "open")
    assert miss(made, FREE + 2) == ["code-wrong"] * FREE + ["code-too-soon"] * 2
    assert refusal(rounds.close_voting, made.hall, CODE) == "code-too-soon", (
        "the right one too, or it would be told apart"
    )
    made.clock.now += PAUSE
    assert miss(made, 2) == ["code-wrong", "code-too-soon"]
    made.clock.now += PAUSE
    rounds.close_voting(made.hall, CODE)
    assert made.hall.meeting.second_officer.wrong == 0


def test_who_waits_is_told_how_long(tmp_path):
    made = guarded(tmp_path, "open")
    miss(made, FREE)
    made.clock.now += PAUSE - 12
    answer = made.desk().post("/desk/close", json={"code": CODE})
    assert answer.status_code == 429 and "xin chờ 12 giây" in answer.json["error"]["message"]


def test_neither_a_restart_nor_another_page_gives_back_a_try(tmp_path):
    made = guarded(tmp_path, "open")
    miss(made, FREE)
    again = made.reopened()
    assert refusal(rounds.close_voting, again.hall, CODE) == "code-too-soon"
    again.clock = again.hall.tries._clock = Clock()
    again.clock.now = again.hall.tries._since + PAUSE
    rounds.close_voting(again.hall, CODE)


def test_many_tries_at_once_are_no_more_than_five(tmp_path):
    made = guarded(tmp_path, "open")
    tries = [gevent.spawn(refusal, rounds.close_voting, made.hall, WRONG) for _ in range(3 * FREE)]
    told = [one.get() for one in gevent.joinall(tries, raise_error=True)]
    assert sorted(told) == ["code-too-soon"] * 2 * FREE + ["code-wrong"] * FREE


def test_the_room_is_served_while_a_code_is_looked_at(tmp_path, monkeypatch):
    made = guarded(tmp_path, "open")
    phone, looked = made.client(), threading.Event()
    monkeypatch.setattr("ballots.second_officer._hash", lambda *_: str(looked.wait(20)))
    asking = gevent.spawn(refusal, rounds.close_voting, made.hall, WRONG)
    gevent.sleep(0)
    assert phone.get("/live/snapshot").status_code == 200 and not asking.ready()
    looked.set()
    assert asking.get() == "code-wrong"


def test_a_ballot_that_comes_while_the_code_is_looked_at_is_in_the_box_that_is_closed(tmp_path):
    made = guarded(tmp_path, "open")
    raw = made.sealed_ballot(0, [[0]])
    closing = gevent.spawn(rounds.close_voting, made.hall, CODE)
    casting = gevent.spawn(made.client().post, "/booth/ballot", data=raw)
    gevent.joinall([closing, casting], raise_error=True)
    taken = casting.get().status_code == 200
    assert made.hall.meeting.returned == taken and made.hall.meeting.stage is Stage.CLOSED


def test_p8_the_record_says_what_was_confirmed_and_verifies(tmp_path):
    made = guarded(tmp_path, "open")
    rounds.void_round(made.hall, "Sai danh sách", CODE)
    rounds.prepare_next_round(made.hall)
    rounds.open_voting(made.hall)
    made.vote(0, [[0]])
    miss(made, 1)
    rounds.close_voting(made.hall, CODE)
    second_officer.dismiss_second_officer(made.hall, CODE)
    count_all(made)
    agreements.adopt(made.hall, {**all_hands(made.hall), "flags": []})
    report = verify_record(file_record(made.hall))
    assert report.ok, report.failed


def test_the_code_is_in_no_file_no_log_no_answer_and_no_record(tmp_path, caplog):
    made = guarded(tmp_path, "open")
    told = [made.desk().post("/desk/close", json={"code": CODE[::-1]}).text]
    told += [made.desk().get(f"/desk/{step}").text for step in ("tellers", "seal", "voting")]
    told.append(made.desk().post("/desk/close", json={"code": CODE}).text)
    count_all(made)
    record = file_record(made.hall)
    made.hall.close()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    salt = made.hall.meeting.second_officer.salt.encode()
    assert any(salt in one for one in kept), "the search can find"
    for code in (CODE, CODE[::-1]):
        assert not any(code.encode() in one for one in [*kept, record])
        assert not any(code in one for one in [*told, caplog.text, repr(made.told), repr(made.hall.facts)])
    assert salt not in record and salt.decode() not in repr(made.told) + "".join(told)
