"""P9: wrong guesses of the desk's key and of the tellers' invitations are slowed, and nobody who has the right one notices."""

import pytest

from ballots.errors import Refused
from kiosk import guessing
from kiosk.guessing import SECONDS, SPARE, WAITING, Guesses
from tests.halls import room


class Time:
    """A clock that goes on when somebody waits, and not before."""

    def __init__(self, monkeypatch) -> None:
        self.now, self.waited = 1_000.0, []
        monkeypatch.setattr(guessing, "monotonic", lambda: self.now)
        monkeypatch.setattr(guessing.gevent, "sleep", self.waited.append)

    def go_on(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


def refusal(guesses: Guesses) -> str:
    try:
        guesses.take()
    except Refused as refused:
        return refused.code
    return ""


def test_the_first_wrong_ones_are_told_at_once_the_next_wait_and_what_comes_beyond_is_turned_away(time):
    guesses = Guesses()
    assert [refusal(guesses) for _ in range(SPARE)] == [""] * SPARE and time.waited == []
    assert [refusal(guesses) for _ in range(WAITING)] == [""] * WAITING
    assert time.waited == [SECONDS * (place + 1) for place in range(WAITING)]
    assert {refusal(guesses) for _ in range(1_000)} == {"guesses-too-many"}
    assert len(time.waited) == WAITING


def test_in_an_hour_no_more_wrong_guesses_are_answered_than_the_threat_model_says(time):
    guesses, answered = Guesses(), 0
    for _ in range(3600 * 4):
        answered += sum(not refusal(guesses) for _ in range(3))
        time.go_on(0.25)
    assert answered <= 3600 / SECONDS + SPARE + WAITING == 3_640


def test_after_a_quiet_time_the_first_ones_are_told_at_once_again(time):
    guesses = Guesses()
    for _ in range(100):
        refusal(guesses)
    time.go_on((SPARE + WAITING) * SECONDS)
    time.waited.clear()
    assert [refusal(guesses) for _ in range(SPARE)] == [""] * SPARE and time.waited == []


def test_many_guesses_leave_one_number_behind(time):
    guesses = Guesses()
    for _ in range(10_000):
        refusal(guesses)
    assert list(vars(guesses)) == ["_due"] and isinstance(guesses._due, float)


def flood(client, path: str, **told) -> set[tuple[int, str]]:
    answers = [client.open(path, headers={"Accept": "application/json"}, **told) for _ in range(SPARE + WAITING + 10)]
    return {(answer.status_code, answer.json["error"]["code"]) for answer in answers}


def test_p9_whoever_has_the_invitation_is_let_in_at_once_while_others_guess(tmp_path, time):
    made = room(tmp_path, "open")
    phone, seat = made.client(), made.hall.meeting.tellers[0]
    wrong = {"number": 1, "invite": "A" * len(seat.invite)}
    assert flood(phone, "/teller/seat", method="POST", json=wrong) == {(403, "invite-wrong"), (429, "guesses-too-many")}
    waited = len(time.waited)
    told = phone.post("/teller/seat", json={"number": 1, "invite": seat.invite})
    assert told.status_code == 200 and len(time.waited) == waited == WAITING


def test_p9_whoever_has_the_key_or_the_cookie_is_let_in_at_once_while_others_guess(tmp_path, time):
    made = room(tmp_path, "preparing")
    desk = made.desk()
    guesser = desk.application.test_client()
    guesser.host, guesser.environ_base["REMOTE_ADDR"] = "127.0.0.1:8000", "127.0.0.1"
    assert flood(guesser, "/desk?key=guess") == {(403, "key-wrong"), (429, "guesses-too-many")}
    guesser.set_cookie("desk-8000", "guess", domain="127.0.0.1", path="/desk")
    assert flood(guesser, "/desk/roster") == {(429, "guesses-too-many")}
    waited = len(time.waited)
    assert desk.get("/desk/roster").status_code == 200
    assert guesser.get(f"/desk?key={made.hall.config.launch_key}").status_code == 302
    assert len(time.waited) == waited


def test_a_flood_of_guesses_in_the_room_does_not_slow_the_desk_and_whoever_shows_nothing_guesses_nothing(
    tmp_path, time
):
    made = room(tmp_path, "preparing")
    desk = made.desk()
    room_client = desk.application.test_client()
    room_client.host = "192.168.1.5:8000"
    flood(room_client, "/teller/seat", method="POST", json={"number": 1, "invite": "guess"})
    time.waited.clear()
    stranger = desk.application.test_client()
    stranger.host, stranger.environ_base["REMOTE_ADDR"] = "127.0.0.1:8000", "127.0.0.1"
    assert flood(stranger, "/desk/roster") == {(403, "key-wrong")}
    assert stranger.get("/desk?key=guess", headers={"Accept": "application/json"}).status_code == 403
    assert time.waited == []


def test_what_is_guessed_is_as_long_as_the_threat_model_says(tmp_path):
    """Letters of 6 bits each: 144 bits at the desk, 96 for a seat."""
    made = room(tmp_path, "preparing")
    assert len(made.hall.config.launch_key) == len(made.hall.config.desk_pass) == 24
    assert {len(teller.invite) for teller in made.hall.meeting.tellers} == {16}
