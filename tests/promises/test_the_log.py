"""P10 of the log: the same meeting with voters and without them leaves the same log, to the byte."""

from datetime import datetime
from pathlib import Path

from flask.testing import FlaskClient

from kiosk import auditing, casting, counting, deeds, rounds
from kiosk.logbook import Logbook
from kiosk.store import StoreFailed
from tests.builders import auditable
from tests.halls import Room, contest, release, room

NOON = datetime(2026, 11, 28, 12, 0)
PAGES = (
    "/",
    "/booth",
    "/booth/election",
    "/kiosk",
    "/board",
    "/board/codes",
    "/screen",
    "/teller",
    "/vi-sao",
    "/live/snapshot",
)
"""The room's."""


def frozen(folder: Path) -> Room:
    """A meeting whose vote is about to be opened; by its clock it is always noon."""
    made = room(folder, "issued", contests=[contest(3, 2)])
    made.hall.now = lambda: NOON
    made.hall.logbook.close()
    (folder / "logs" / "kiosk.log").unlink()
    made.hall.logbook = Logbook(folder / "logs", lambda: NOON)
    return made


def log(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((folder / "logs").iterdir()))


def rest_of_the_meeting(made: Room, vote) -> None:
    """Every deed of the desk from the opening on, `vote` between opening and closing."""
    rounds.open_voting(made.hall)
    vote()
    deeds.set_papers(made.hall, {"issuer": "Cụm thi đua số 5"})
    vote()
    rounds.close_voting(made.hall)
    release(made)
    counting.count(made.hall)


def nobody() -> None:
    pass


class Voters:
    """Who come in two groups, and do all that can be done at a phone: also what is refused."""

    def __init__(self, made: Room) -> None:
        self.made, self.slips = made, iter(range(len(made.slips)))

    def __call__(self) -> None:
        slip, phone = next(self.slips), self.made.client("10.98.76.54")
        for path in PAGES:
            assert phone.get(path, headers={"User-Agent": "Dien-thoai-la"}).status_code == 200
        raw = self.made.sealed_ballot(slip, [[slip]])
        assert self.cast(phone, raw) == 200
        assert self.cast(phone, raw) == 200, "again, after a lost answer"
        assert self.cast(phone, self.made.sealed_ballot(slip, [[]])) == 409
        assert self.cast(phone, b"{}") == 422
        assert phone.get("/nothing-of-the-kind").status_code == 404
        assert phone.get("/desk/voting", headers={"Accept": "application/json"}).status_code == 403

    @staticmethod
    def cast(phone: FlaskClient, raw: bytes) -> int:
        return phone.post("/booth/ballot", data=raw).status_code


def test_p10_the_log_of_a_meeting_is_the_same_with_ballots_and_without(tmp_path):
    silent, busy = frozen(tmp_path / "silent"), frozen(tmp_path / "busy")
    rest_of_the_meeting(silent, nobody)
    rest_of_the_meeting(busy, Voters(busy))
    assert (silent.hall.meeting.returned, busy.hall.meeting.returned) == (0, 2)
    for made in (silent, busy):
        made.hall.logbook.tell("stopped")
        made.hall.close()
    assert log(tmp_path / "busy") == log(tmp_path / "silent")
    assert log(tmp_path / "busy").count(b'"deed": "') == 5, "and it is not empty"


def test_p10_an_audited_ballot_is_in_no_log(tmp_path):
    silent, busy = frozen(tmp_path / "silent"), frozen(tmp_path / "busy")

    def audited() -> None:
        raw, _ = auditable(busy.hall.box.election, busy.slips[0], [[0]], bytes(32))
        auditing.audit(busy.hall, raw)

    rest_of_the_meeting(silent, nobody)
    rest_of_the_meeting(busy, audited)
    assert busy.hall.meeting.audited
    assert log(tmp_path / "busy") == log(tmp_path / "silent")


def test_p10_what_fails_in_a_voters_request_changes_no_file_until_the_count_is_over_and_has_no_time(
    tmp_path, monkeypatch
):
    made = frozen(tmp_path)
    rounds.open_voting(made.hall)
    before, file = log(tmp_path), tmp_path / "logs" / "kiosk.log"
    touched, phone = file.stat().st_mtime_ns, made.client("10.98.76.54")
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.booth.cast", failing)
        reference = phone.post("/booth/ballot", data=b"{}").json["error"]["reference"]
        broken.setattr("kiosk.booth.cast", failing_disk)
        assert [phone.post("/booth/ballot", data=b"{}").status_code for _ in range(2)] == [503, 503]
        broken.setattr("kiosk.desk.path", failing)  # the desk's page draws itself anew at every ballot
        assert made.desk().get("/desk/voting").status_code == 500
    assert (log(tmp_path), file.stat().st_mtime_ns) == (before, touched)
    deeds.set_papers(made.hall, {"issuer": "Cụm thi đua số 5"})
    assert reference.encode() not in log(tmp_path), "a deed in the vote does not date it either"
    casting.cast(made.hall, made.sealed_ballot(0, [[0]]))
    rounds.close_voting(made.hall)
    release(made)
    counting.count(made.hall)
    told = [line for line in log(tmp_path).splitlines() if b'"time": ""' in line]
    assert [line.count(b'"code": "internal"') for line in told] == [1, 1, 0]
    assert reference.encode() in b"".join(told) and told[2].endswith(
        b'"code": "store-failed", "reference": "", "times": 2}'
    )


def failing(*_):
    raise RuntimeError("bí mật 12345")


def failing_disk(*_):
    raise StoreFailed("store-failed", "Đĩa đầy.")


def test_p10_no_name_vote_secret_or_address_is_in_the_log(tmp_path):
    made = room(tmp_path, "issued")
    rest_of_the_meeting(made, Voters(made))
    made.hall.close()
    hall, written = made.hall, log(tmp_path).decode("ascii").encode().decode("unicode_escape")
    people = [*hall.meeting.roster, *hall.meeting.tellers]
    private = (
        {one.name for one in people} | {unit.leader for unit in hall.meeting.roster} | set(made.slips) | set(made.seeds)
    )
    private |= {hall.meeting.title, hall.meeting.cluster, *hall.box.credentials}
    private |= {fact.body["tracker"] for fact in hall.facts if fact.name == "ballot_accepted"}
    private |= {teller.invite for teller in hall.meeting.tellers} | {hall.config.launch_key, hall.config.desk_pass}
    private |= {"10.98.76.54", "192.168.1", "127.0.0.1", "Dien-thoai-la"}
    assert all(private) and [one for one in private if one in written] == []
    assert "voting_opened" in written
