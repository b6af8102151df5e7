"""Cast or audit at the kiosk: a sealed ballot is counted or opened, never both; and no trace of who had it opened (P10)."""

import json

import pytest

from ballots.auditing import MOST_AUDITS
from ballots.errors import Trouble
from ballots.protocol.ballot import tracker
from ballots.protocol.encoding import sha_hex
from kiosk import auditing, casting, rounds
from kiosk.store import StoreFailed
from tests.builders import altered
from tests.halls import Room, next_meeting, room


def refusal(deed, *given) -> Trouble:
    with pytest.raises(Trouble) as trouble:
        deed(*given)
    return trouble.value


def audited(made: Room, slip: int = 0) -> bytes:
    raw = made.sealed_ballot(slip, [[0]])
    auditing.audit(made.hall, raw)
    return raw


def test_an_audited_ballot_is_public_by_its_code_and_not_in_the_box(tmp_path):
    made = room(tmp_path, "open", votes=[[[1]]])
    raw, phone = made.sealed_ballot(1, [[0]]), made.client()
    answer = phone.post("/booth/audit", data=raw)
    assert (answer.status_code, answer.json) == (200, {"tracker": tracker(raw)})
    codes = phone.get("/board/codes").json
    assert codes["audited"] == [tracker(raw)] and tracker(raw) not in codes["codes"]
    assert phone.get(f"/archive/audited/{sha_hex(raw)}.json").data == raw
    assert (made.hall.public_view()["box"]["audited"], made.hall.meeting.returned) == (1, 1)


def test_only_audited_ballots_are_given_out_one_by_one(tmp_path):
    made = room(tmp_path, "open")
    cast = made.vote(0, [[0]])
    phone = made.client()
    for digest in (sha_hex(cast), "0" * 64, "x", "..%2f..%2fkiosk.db"):
        assert phone.get(f"/archive/audited/{digest}.json").status_code == 404


def test_audited_twice_is_audited_once_also_after_closing_and_after_a_stop(tmp_path):
    made = room(tmp_path, "open")
    raw = audited(made)
    assert auditing.audit(made.hall, raw) == {"tracker": tracker(raw)}
    rounds.close_voting(made.hall)
    again = made.reopened()
    assert auditing.audit(again.hall, raw) == {"tracker": tracker(raw)}
    assert [fact.name for fact in again.hall.facts].count("ballot_audited") == 1
    assert again.client().get(f"/archive/audited/{sha_hex(raw)}.json").data == raw


def test_an_audited_ballot_is_never_cast_and_its_slip_is_not_used_up(tmp_path):
    made = room(tmp_path, "open")
    raw = audited(made)
    answer = made.client().post("/booth/ballot", data=raw)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "ballot-audited")
    assert made.hall.meeting.returned == 0
    fresh = made.vote(0, [[0]])
    assert made.hall.box.board.payloads("Ballot") == (fresh,)
    assert refusal(casting.cast, made.hall, raw).code == "ballot-audited"


def test_a_cast_ballot_is_never_opened(tmp_path):
    made = room(tmp_path, "open")
    cast = made.vote(0, [[0]])
    refused = refusal(auditing.audit, made.hall, cast)
    assert (refused.code, refused.values["tracker"]) == ("ballot-cast-already", tracker(cast))
    rounds.close_voting(made.hall)
    assert refusal(auditing.audit, made.hall, cast).code == "ballot-cast-already"


def test_a_used_slip_opens_no_further_ballot(tmp_path):
    made = room(tmp_path, "open")
    cast = made.vote(0, [[0]])
    refused = refusal(auditing.audit, made.hall, made.sealed_ballot(0, [[1]]))
    assert (refused.code, refused.values["tracker"]) == ("slip-already-used", tracker(cast))


def test_five_ballots_of_a_slip_are_opened_and_then_it_can_still_be_cast(tmp_path):
    made = room(tmp_path, "open")
    for _ in range(MOST_AUDITS):
        audited(made, 0)
    assert refusal(auditing.audit, made.hall, made.sealed_ballot(0, [[1]])).code == "audits-used-up"
    audited(made, 1)
    made.vote(0, [[1]])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda raw: b"{}", "ballot-malformed"),
        (lambda raw: raw + b" ", "ballot-not-canonical"),
        (lambda raw: b"\xff\xfe", "ballot-malformed"),
        (lambda raw: altered(raw, ("credential",), "0" * 63 + "1"), "credential-unknown"),
        (lambda raw: altered(raw, ("election_uuid",), "ZqwnKV5vmWKFvu"), "ballot-other-election"),
        (lambda raw: altered(raw, ("signature", "proof", "response"), "1"), "ballot-signature"),
    ],
)
def test_only_a_valid_ballot_of_this_election_is_kept(tmp_path, spoil, code):
    made = room(tmp_path, "open")
    answer = made.client().post("/booth/audit", data=spoil(made.sealed_ballot(0, [[0]])))
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)
    assert made.hall.meeting.audited == {}


def test_a_ballot_of_another_meeting_is_refused(tmp_path):
    foreign = room(tmp_path / "other", "open").sealed_ballot(0, [[0]])
    made = room(tmp_path / "here", "open")
    assert refusal(auditing.audit, made.hall, foreign).code == "ballot-other-election"


@pytest.mark.parametrize(("stage", "code"), [("issued", "voting-not-open"), ("closed", "voting-closed")])
def test_ballots_are_opened_only_while_the_box_takes_them(tmp_path, stage, code):
    made = room(tmp_path, stage)
    assert refusal(auditing.audit, made.hall, made.sealed_ballot(0, [[0]])).code == code


def test_before_there_is_a_box_nothing_is_opened(tmp_path):
    made = room(tmp_path, "preparing")
    assert refusal(auditing.audit, made.hall, b"{}").code == "voting-not-open"


@pytest.mark.parametrize("first", ["cast", "audit"])
def test_cast_and_audited_at_once_the_first_stands_and_the_other_is_refused(tmp_path, monkeypatch, first):
    """Both have been verified when the first of them is written."""
    made = room(tmp_path, "open")
    raw, check = made.sealed_ballot(0, [[0]]), casting.offload
    slow, quick = (auditing, casting.cast) if first == "cast" else (casting, auditing.audit)

    def overtaken(work, *given):
        verdict = check(work, *given)
        quick(made.hall, raw)
        return verdict

    monkeypatch.setattr(slow, "offload", overtaken)
    late = auditing.audit if first == "cast" else casting.cast
    assert refusal(late, made.hall, raw).code == ("ballot-cast-already" if first == "cast" else "ballot-audited")
    assert (made.hall.meeting.returned, len(made.hall.meeting.audited)) == ((1, 0) if first == "cast" else (0, 1))


def test_one_ballot_sent_to_be_audited_twice_at_once_is_kept_once(tmp_path, monkeypatch):
    made = room(tmp_path, "open")
    raw, check = made.sealed_ballot(0, [[0]]), auditing.offload

    def overtaken(work, *given):
        monkeypatch.undo()
        auditing.audit(made.hall, raw)
        return check(work, *given)

    monkeypatch.setattr(auditing, "offload", overtaken)
    assert auditing.audit(made.hall, raw) == {"tracker": tracker(raw)}
    assert len(made.hall.meeting.audited) == 1


@pytest.mark.parametrize(("stage", "code"), [("preparing", "voting-not-open"), ("open", "credential-unknown")])
def test_a_ballot_checked_in_one_meeting_is_not_opened_in_the_next(tmp_path, monkeypatch, stage, code):
    made = room(tmp_path, "open", votes=[[[1]]])
    raw, check = made.sealed_ballot(1, [[0]]), auditing.offload

    def slowly(work, *given):
        verdict = check(work, *given)
        monkeypatch.undo()
        next_meeting(made, stage)
        return verdict

    monkeypatch.setattr(auditing, "offload", slowly)
    assert refusal(auditing.audit, made.hall, raw).code == code
    assert made.hall.meeting.audited == {}


def test_another_round_begins_with_none_and_the_one_before_keeps_its_own(tmp_path):
    made = room(tmp_path, "open")
    raw = audited(made)
    rounds.void_round(made.hall, "Mất điện")
    assert made.hall.meeting.audited == {} and made.hall.meeting.rounds[0].audited == (tracker(raw),)
    phone = made.client()
    assert phone.get("/board/codes").json["audited"] == []
    assert phone.get("/live/snapshot").json["rounds"][0]["audited"] == [tracker(raw)]
    assert phone.get(f"/archive/audited/{sha_hex(raw)}.json").data == raw


def test_p10_neither_a_time_nor_a_sender_nor_an_order_is_told(tmp_path):
    made = room(tmp_path, "open")
    first = audited(made, 0)
    made.client("192.168.1.99").post(
        "/booth/audit", data=made.sealed_ballot(1, [[0]]), headers={"User-Agent": "Marked"}
    )
    facts = [fact for fact in made.hall.facts if fact.name == "ballot_audited"]
    assert [(sorted(fact.body), fact.at) for fact in facts] == [(["ballot", "tracker"], "")] * 2
    told = [one for one in made.told if one["fact"] == "ballot_audited"]
    assert told[0]["about"] == {"tracker": tracker(first)} and set(told[0]["changed"]) == {"box"}
    made.hall.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"192.168.1.99" not in kept and b"Marked" not in kept


def test_codes_of_the_board_are_sorted(tmp_path):
    made = room(tmp_path, "open")
    for slip in (0, 1, 2, 0, 1):
        audited(made, slip)
    codes = made.client().get("/board/codes").json["audited"]
    assert codes == sorted(codes) and len(codes) == 5


def test_a_full_disk_opens_nothing(tmp_path, monkeypatch):
    """What is not durable is not acknowledged: the booth then shows nothing, and the ballot can still be cast."""
    made = room(tmp_path, "open")
    raw = made.sealed_ballot(0, [[0]])
    monkeypatch.setattr(made.hall._store, "append", _full)
    assert made.client().post("/booth/audit", data=raw).status_code == 503
    monkeypatch.undo()
    assert made.hall.meeting.audited == {}
    assert casting.cast(made.hall, raw)["tracker"] == tracker(raw)


def _full(*given):
    raise StoreFailed("store-failed", "Đĩa đầy.")


def test_too_large_is_refused_before_it_is_read(tmp_path):
    made = room(tmp_path, "open")
    answer = made.client().post("/booth/audit", data=b"x" * (2 * 1024 * 1024 + 1))
    assert answer.json["error"]["code"] == "too-large"


def test_what_the_kiosk_keeps_is_the_sealed_ballot_alone(tmp_path):
    made = room(tmp_path, "open")
    raw = audited(made)
    (fact,) = (fact for fact in made.hall.facts if fact.name == "ballot_audited")
    assert fact.body["ballot"].encode() == raw
    assert set(json.loads(raw)) == {"election_uuid", "election_hash", "credential", "answers", "signature"}
