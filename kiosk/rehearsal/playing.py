"""The meeting of a rehearsal, from calling it to its record, and the comparison of its count with what was cast."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path

from ballots.contest import folded
from kiosk.rehearsal.people import Person, Secretary, Teller, Voter
from kiosk.rehearsal.plan import Marks, Plan, PlannedRound
from kiosk.rehearsal.server import Server, WentWrong
from kiosk.rehearsal.watcher import Watcher

PAGES = ("/", "/booth")
AT_ONCE = 4


def play(plan: Plan, record: Path, progress: Callable[[str], None]) -> dict[str, object]:
    """The outcome in the shape that `rehearse` prints. WentWrong where anything is not as it must be."""
    clock = Clock(progress)
    with tempfile.TemporaryDirectory(prefix="hom-phieu-", ignore_cleanup_errors=True) as instance:
        with clock.step("start", "Khởi động máy chủ"):
            server = Server(Path(instance))
        with server, Watcher(server.base) as watcher:
            run = Run(plan, server, watcher)
            with clock.step("prepare", f"Lập hội nghị: {len(plan.present) + len(plan.absent)} đơn vị"):
                run.prepare()
            with clock.step("roll_call", f"Điểm danh: {len(plan.present)} có mặt, {len(plan.absent)} vắng"):
                run.call_roll()
            with clock.step("locks", f"{len(plan.tellers)} người giữ khóa tạo khóa"):
                run.close_locks()
            with clock.step("agree", "Biểu quyết thể lệ, ban kiểm phiếu, danh sách bầu"):
                run.agree()
            for number, planned in enumerate(plan.rounds, start=1):
                _play_round(run, clock, number, planned)
            with clock.step("adopt", "Thông qua kết quả"):
                run.adopt()
            with clock.step("record", "Lấy hồ sơ và đối chiếu"):
                run.file(record)
                outcome = run.outcome()
    return {"record": str(record), **outcome, "seconds": clock.seconds}


def _play_round(run: "Run", clock: "Clock", number: int, planned: PlannedRound) -> None:
    with clock.step("slips", f"Vòng {number}: phát phiếu, bắt đầu bỏ phiếu"):
        run.issue(number)
    with clock.step("voting", f"Bỏ phiếu: {len(planned.cast)} phiếu"):
        run.vote(planned)
    with clock.step("close", "Kết thúc bỏ phiếu"):
        run.close()
    with clock.step("unlock", "Mở khóa"):
        run.release_locks()
    with clock.step("count", "Kiểm phiếu"):
        run.count(planned)


class Clock:
    """`seconds`: how long each step took, those of all rounds together."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def step(self, name: str, words: str) -> Iterator[None]:
        self._progress(words)
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0) + time.perf_counter() - begun, 3)


class Run:
    """One run of a plan against a server; its methods in their order are the meeting."""

    def __init__(self, plan: Plan, server: Server, watcher: Watcher) -> None:
        self._plan, self._base, self._watcher = plan, server.base, watcher
        self._secretary = Secretary(server.base)
        self._secretary.enter(server.desk)
        self._tellers: list[Teller] = []
        self._slips: list[str] = []
        self._trackers: list[str] = []
        self._first: dict | None = None  # the public state after the first round

    def prepare(self) -> None:
        plan = self._plan
        for page in PAGES:
            Person(self._base).fetch(page)
        self._secretary.do("meeting", {**plan.meeting, "rehearsal": True})
        self._secretary.do("roster", {"units": list(plan.units)})
        rules = plan.prepared.rules
        self._secretary.do("rules", {"tie": rules.tie, "threshold": rules.threshold})
        self._secretary.do("contests", {"contests": folded(plan.contests)})

    def close_locks(self) -> None:
        """Each phone does what is due of it until the locks are made."""
        named = {"tellers": list(self._plan.tellers), "threshold": self._plan.prepared.threshold}
        invites = self._secretary.do("tellers", named)["invites"]
        self._tellers = [Teller(self._base, seat["number"], seat["invite"]) for seat in invites]
        while not all([teller.take_part() for teller in self._tellers]):
            pass
        self._wait_for_locks("closed", self._tellers)

    def call_roll(self) -> None:
        for unit in self._secretary.ask("/live/snapshot")["units"]:
            self._secretary.do("roll-call", {"unit": unit["id"], "present": unit["name"] in self._plan.present})
        self._watcher.wait(lambda: self._watcher.state["attendance"]["unmarked"] == 0, "điểm danh xong")

    def agree(self) -> None:
        """Everything that the plan takes as agreed, by the hands of everybody present."""
        for vote in self._plan.prepared.hand_votes:
            self._raise_hands(vote.subject, vote.about, vote.reason)
        for office, unit in self._plan.officers.items():
            self._raise_hands(office, unit)
        self._secretary.do("seal")

    def _raise_hands(self, subject: str, about: str, reason: str = "") -> None:
        hands = {"favour": len(self._plan.present), "against": 0, "abstain": 0}
        self._secretary.do("hand-vote", {"subject": subject, "about": about, "reason": reason, **hands})

    def issue(self, number: int) -> None:
        """The slips of the first round open the later ones."""
        if number == 1:
            self._slips = self._secretary.mint()
        else:
            self._secretary.do("next-round")
        self._secretary.do("open")
        self._watcher.wait(lambda: self._watcher.state["stage"] == "open", "bắt đầu bỏ phiếu")

    def vote(self, planned: PlannedRound) -> None:
        """Everybody draws a slip from the box and votes, several at once, as in a room."""
        random.SystemRandom().shuffle(self._slips)
        drawn = zip(self._slips, planned.ballots, strict=True)
        with ThreadPoolExecutor(AT_ONCE) as room:
            used = [room.submit(self._vote_once, slip, marks) for slip, marks in drawn if marks is not None]
        self._trackers = [vote.result() for vote in used]
        self._watcher.wait(lambda: self._watcher.state["box"]["returned"] == len(used), "đủ phiếu trong hòm")

    def _vote_once(self, slip: str, marks: Marks) -> str:
        voter = Voter(self._base, slip)
        voter.fetch("/booth")
        return voter.cast(voter.fill(marks))

    def close(self) -> None:
        self._secretary.do("close")
        self._watcher.wait(lambda: self._watcher.state["stage"] == "closed", "kết thúc bỏ phiếu")

    def release_locks(self) -> None:
        """As many as open the box; the others come late, when it is counted."""
        self._release(self._tellers[: self._plan.prepared.threshold])

    def _release(self, tellers: list[Teller]) -> None:
        for teller in tellers:
            teller.release_lock()
        self._wait_for_locks("released", tellers)

    def _wait_for_locks(self, lock: str, of: list[Teller]) -> None:
        numbers = {teller.number for teller in of}

        def stand() -> bool:
            return all(seat["lock"] == lock for seat in self._watcher.state["tellers"] if seat["number"] in numbers)

        self._watcher.wait(stand, "các khóa")

    def count(self, planned: PlannedRound) -> None:
        """Count, compare with what was cast, and go on to the next round where the plan has one."""
        self._secretary.do("count")
        self._watcher.wait(lambda: self._watcher.state["stage"] == "counted", "kiểm phiếu xong")
        self._release(self._tellers[self._plan.prepared.threshold :])
        state = self._agreeing_state()
        _must(self._announced(state) == planned.totals(), "kết quả công bố khác với các phiếu đã bỏ.")
        _must(state["slips"]["issued"] == len(self._plan.present), "số phiếu phát ra khác số đơn vị có mặt.")
        codes = Person(self._base).ask("/board/codes")["codes"]
        _must(codes == sorted(self._trackers), "bảng mã không khớp các biên nhận.")
        self._first = self._first or state
        if planned.void:
            self._secretary.do("void", {"reason": planned.void})
        elif planned is not self._plan.rounds[-1]:
            self._secretary.do("runoff")

    @staticmethod
    def _announced(state: dict) -> list[tuple[int, list[int]]]:
        return [(c["blank"], [n["votes"] for n in c["nominees"]]) for c in state["count"]["contests"]]

    def _agreeing_state(self) -> dict:
        """The public state; WentWrong where the socket has told otherwise."""
        state = Person(self._base).ask("/live/snapshot")
        _must(state == self._watcher.state, "đường theo dõi trực tiếp và ảnh chụp của máy chủ khác nhau.")
        return state

    def adopt(self) -> None:
        """By everybody present, where the plan says so and nothing is left open."""
        state = self._watcher.state
        if not self._plan.adopt or state["stage"] != "counted" or any(one["undecided"] for one in state["outcome"]):
            return
        flags = [{"unit": unit, "flag": flag} for unit, flag in self._plan.flags.items()]
        hands = {"favour": len(self._plan.present), "against": 0, "abstain": 0}
        self._secretary.do("adopt", {**hands, "flags": flags})
        self._watcher.wait_for("meeting_adopted")

    def file(self, record: Path) -> None:
        record.write_bytes(Person(self._base).fetch("/archive/record.zip"))

    def outcome(self) -> dict[str, object]:
        """What the kiosk announced: of the first round at the top, then what became of it over all rounds."""
        last, state = self._agreeing_state(), self._first
        return {
            "summoned": state["attendance"]["summoned"],
            "present": state["attendance"]["present"],
            "issued": state["slips"]["issued"],
            "returned": state["box"]["returned"],
            "contests": [_contest(contest) for contest in state["count"]["contests"]],
            "rounds": len(self._plan.rounds),
            "outcome": [_fate(contest) for contest in last["outcome"] or ()],
            "adopted": last["stage"] == "adopted",
        }


def _contest(contest: dict) -> dict[str, object]:
    votes = {nominee["name"]: nominee["votes"] for nominee in contest["nominees"]}
    return {"title": contest["title"], "seats": contest["seats"], "blank": contest["blank"], "votes": votes}


def _fate(contest: dict) -> dict[str, object]:
    ranked = sorted(contest["nominees"], key=itemgetter("rank"))
    elected = [place["name"] for place in ranked if place["elected"]]
    return {"title": contest["title"], "elected": elected, "undecided": contest["undecided"]}


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise WentWrong(otherwise)
