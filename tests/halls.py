"""Builders for whole meetings in one process: a hall on its own store, brought to a stage by the real deeds."""

from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient

from ballots.protocol import ceremony, tally, trustee
from ballots.slip_set import new_slips
from ballots.stage import Stage
from kiosk import agreements, casting, counting, deeds, locks, rounds, server
from kiosk.application import create_app
from kiosk.config import Config
from kiosk.hall import Hall
from tests.builders import filled

STAGES = tuple(stage.value for stage in Stage)  # the last is reached only by a vote of its own
Marks = list[list[int]]


@dataclass
class Room:
    """A hall with the people around it: who holds which slip and which key, as nobody outside a test knows."""

    hall: Hall
    seeds: list[str] = field(default_factory=list)
    slips: tuple[str, ...] = ()
    told: list[dict] = field(default_factory=list)

    def sealed_ballot(self, slip: int, marks: Marks) -> bytes:
        return filled(self.hall.box.election, self.slips[slip], marks)

    def vote(self, slip: int, marks: Marks) -> bytes:
        """Cast a ballot and return its bytes."""
        raw = self.sealed_ballot(slip, marks)
        casting.cast(self.hall, raw)
        return raw

    def share(self, number: int) -> str:
        """The decryption share that the phone of teller `number` computes."""
        sealed = self.hall.meeting.locking.voutputs[number]["private_key"]
        key = self.hall.box.trustees.verification_keys[number - 1]
        private = ceremony.opening_key(self.seeds[number - 1], sealed, key)
        return tally.partial_decryption(self.hall.box.election, private, self.hall.box.tally).decode()

    def give_share(self, number: int, share: str | None = None) -> dict:
        """Teller `number` releases the lock, with another text than the right one where it is said."""
        invite = self.hall.meeting.tellers[number - 1].invite
        return locks.give_share(self.hall, number, invite, share or self.share(number))

    def client(self, address: str = "192.168.1.20", host: str = "192.168.1.5:8000") -> FlaskClient:
        """A browser in the room: its own address, and the one it asked for."""
        return browser(self.hall, address, host)

    def desk(self) -> FlaskClient:
        """A browser on the laptop itself that has used the launch key."""
        client = browser(self.hall, "127.0.0.1", "127.0.0.1:8000")
        assert client.get(f"/desk?key={self.hall.config.launch_key}").status_code == 302
        return client

    def reopen_and_agree(self, title: str, contests: list[dict]) -> None:
        """The meeting goes back on the list `title`, and agrees on all lists as they are now."""
        agreements.reopen(self.hall, "list", title, "Sai danh sách")
        deeds.set_contests(self.hall, contests)
        agreements.vote_by_hand(self.hall, "list", title, all_hands(self.hall))

    def reopened(self) -> "Room":
        """The same instance after a stop: nothing but the store survives."""
        self.hall.close()
        return Room(open_hall(self.hall.config), self.seeds, self.slips, self.told)


def open_hall(config: Config) -> Hall:
    """As the server opens it, in a room where the kiosk has this one address."""
    hall = server.open_hall(config)
    hall.bases = ["http://192.168.1.5:8000"]
    return hall


class Browser(FlaskClient):
    """A browser at `address` that has typed `host` into its address bar."""

    host = ""

    def open(self, *args, **kwargs):
        return super().open(*args, **{"base_url": f"http://{self.host}", **kwargs})


def browser(hall: Hall, address: str, host: str) -> FlaskClient:
    """A browser of the whole application around a hall, whose facts go on to whoever heard them before."""
    publish = hall.publish
    app = create_app(hall)
    hall.publish = publish
    app.test_client_class = Browser
    client = app.test_client()
    client.host = host
    client.environ_base["REMOTE_ADDR"] = address
    return client


def contest(nominees: int = 3, seats: int = 2, title: str = "Xếp thứ nhất, thứ nhì") -> dict:
    return {"title": title, "seats": seats, "nominees": [f"Đơn vị dự bầu {place}" for place in range(1, nominees + 1)]}


def room(
    folder: Path,
    until: str = "open",
    *,
    units: int = 4,
    absent: int = 1,
    tellers: int = 2,
    contests: list[dict] | None = None,
    votes: list[Marks] = (),
    rehearsal: bool = False,
) -> Room:
    """A meeting brought to the stage `until` (see STAGES) through every deed before it; `votes` are cast while it is open."""
    made = Room(open_hall(Config(instance=folder, pace=0)))
    made.hall.publish = made.told.append
    prepare(made, units, absent, tellers, contests or [contest()], rehearsal)
    go_on(made, until, votes)
    return made


def next_meeting(made: Room, until: str) -> None:
    """The meeting under way comes to its end, and the next one in the same hall is brought to the stage `until`."""
    go_on(made, "counted", (), made.hall.meeting.stage.value)
    prepare(made, 2, 0, 2, [contest()], False)
    go_on(made, until)


def go_on(made: Room, until: str, votes: list[Marks] = (), since: str = "preparing") -> None:
    """From the stage `since` to `until`."""
    steps = (
        lambda: agree_and_seal(made.hall),
        lambda: _mint(made),
        lambda: rounds.open_voting(made.hall),
        lambda: _vote_and_close(made, votes),
        lambda: release(made),
        lambda: counting.count(made.hall),
    )
    for step in steps[STAGES.index(since) : STAGES.index(until)]:
        step()
    if until == "open":
        cast_all(made, votes)


def prepare(made: Room, units: int, absent: int, tellers: int, contests: list[dict], rehearsal: bool) -> None:
    """Everything before sealing: the last `absent` units are absent, and every teller has closed a lock."""
    hall = made.hall
    deeds.call_meeting(
        hall, {"title": "Hội nghị tổng kết", "cluster": "Cụm thi đua số 5", "year": 2025, "rehearsal": rehearsal}
    )
    deeds.set_roster(
        hall, [{"name": f"BHXH tỉnh {i}", "leader": f"Lãnh đạo {i}", "office": "Giám đốc"} for i in range(1, units + 1)]
    )
    deeds.set_contests(hall, contests)
    deeds.name_tellers(
        hall, [{"name": f"Người kiểm phiếu {i}", "unit": f"BHXH tỉnh {i}"} for i in range(1, tellers + 1)]
    )
    for unit in hall.meeting.roster:
        deeds.mark_unit(hall, unit.id, unit.id <= units - absent)
    made.seeds = [trustee.new_seed() for _ in range(tellers)]
    make_locks(hall, made.seeds)


def make_locks(hall: Hall, seeds: list[str]) -> None:
    """Every teller's phone, with its seed, does its part of the key ceremony."""
    seats = [(teller.number, teller.invite) for teller in hall.meeting.tellers]
    size, threshold = len(seats), hall.meeting.threshold
    for seat, seed in zip(seats, seeds, strict=True):
        cert = ceremony.make_certificate(seed, size, threshold, seat[0])
        locks.give_certificate(hall, *seat, cert, None)
    told = hall.meeting.locking
    for seat, seed in zip(seats, seeds, strict=True):
        locks.give_polynomial(hall, *seat, told.certs_hash, ceremony.make_polynomial(seed, told.certs))
    for seat, seed in zip(seats, seeds, strict=True):
        vinput = locks.sit(hall, *seat)["vinput"]
        locks.give_voutput(hall, *seat, told.certs_hash, ceremony.make_voutput(seed, told.certs, vinput))


def agree_and_seal(hall: Hall) -> None:
    """Everybody present is for the rules, the committee and every list."""
    subjects = [("rules", ""), ("committee", ""), *(("list", contest.title) for contest in hall.meeting.contests)]
    for subject, about in subjects:
        if not hall.meeting.agreed(subject, about):
            agreements.vote_by_hand(hall, subject, about, all_hands(hall))
    deeds.seal(hall)


def all_hands(hall: Hall) -> dict[str, int]:
    return {"favour": len(hall.meeting.attendance.present), "against": 0, "abstain": 0}


def mint(hall: Hall) -> tuple[str, ...]:
    """The secrets of a new set of slips, as the desk's page makes it."""
    secrets, sets = new_slips(len(hall.meeting.attendance.present))
    rounds.mint_slips(hall, sets)
    return secrets


def _mint(made: Room) -> None:
    made.slips = mint(made.hall)


def cast_all(made: Room, votes: list[Marks]) -> None:
    for slip, marks in enumerate(votes):
        made.vote(slip, marks)


def _vote_and_close(made: Room, votes: list[Marks]) -> None:
    cast_all(made, votes)
    rounds.close_voting(made.hall)


def release(made: Room) -> None:
    """Every teller releases the lock, and the count is begun."""
    for teller in made.hall.meeting.tellers:
        made.give_share(teller.number)
    rounds.begin_count(made.hall)


def count_all(made: Room) -> None:
    """Every lock of the closed box is released, and the count runs to its end."""
    release(made)
    counting.count(made.hall)
