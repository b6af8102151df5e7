"""The meeting of a rehearsal, from calling it to its record, and the comparison of its count with what was cast."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from kiosk.rehearsal.people import Person, Secretary, Teller, Voter
from kiosk.rehearsal.server import Server, WentWrong
from kiosk.rehearsal.votes import Marks, Plan
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
            with clock.step("locks", f"{len(plan.tellers)} người giữ khóa tạo khóa"):
                run.close_locks()
            with clock.step("roll_call", f"Điểm danh: {len(plan.present)} có mặt, {len(plan.absent)} vắng"):
                run.call_roll()
            with clock.step("slips", "Niêm phong, phát phiếu, bắt đầu bỏ phiếu"):
                run.issue()
            with clock.step("voting", f"Bỏ phiếu: {len(plan.cast)} phiếu"):
                run.vote()
            with clock.step("close", "Kết thúc bỏ phiếu"):
                run.close()
            with clock.step("unlock", "Mở khóa"):
                run.release_locks()
            with clock.step("count", "Kiểm phiếu"):
                run.count()
            with clock.step("record", "Lấy hồ sơ và đối chiếu"):
                run.file(record)
                outcome = run.outcome()
    return {"record": str(record), **outcome, "seconds": clock.seconds}


class Clock:
    def __init__(self, progress: Callable[[str], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def step(self, name: str, words: str) -> Iterator[None]:
        self._progress(words)
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begun, 3)


class Run:
    """One run of a plan against a server; its methods in their order are the meeting."""

    def __init__(self, plan: Plan, server: Server, watcher: Watcher) -> None:
        self._plan, self._base, self._watcher = plan, server.base, watcher
        self._secretary = Secretary(server.base)
        self._secretary.enter(server.desk)
        self._tellers: list[Teller] = []
        self._slips: list[str] = []
        self._trackers: list[str] = []

    def prepare(self) -> None:
        plan = self._plan
        for page in PAGES:
            Person(self._base).fetch(page)
        self._secretary.do("meeting", {**plan.meeting, "rehearsal": True})
        self._secretary.do("roster", {"units": [{"name": name} for name in (*plan.present, *plan.absent)]})
        contests = [{"title": c.title, "seats": c.seats, "nominees": list(c.nominees)} for c in plan.contests]
        self._secretary.do("contests", {"contests": contests})

    def close_locks(self) -> None:
        named = self._secretary.do("tellers", {"tellers": list(self._plan.tellers)})
        self._tellers = [Teller(self._base, seat["number"], seat["invite"]) for seat in named["invites"]]
        for teller in self._tellers:
            teller.sit()
            teller.close_lock()
        self._wait_for_locks("closed")

    def call_roll(self) -> None:
        for unit in self._secretary.ask("/live/snapshot")["units"]:
            self._secretary.do("roll-call", {"unit": unit["id"], "present": unit["name"] in self._plan.present})
        self._watcher.wait(lambda: self._watcher.state["attendance"]["unmarked"] == 0, "điểm danh xong")

    def issue(self) -> None:
        self._secretary.do("seal")
        self._slips = [slip["secret"] for slip in self._secretary.do("slips")["slips"]]
        self._secretary.do("open")
        self._watcher.wait_for("voting_opened")

    def vote(self) -> None:
        """Everybody draws a slip from the box and votes, several at once, as in a room."""
        random.SystemRandom().shuffle(self._slips)
        drawn = zip(self._slips, self._plan.ballots, strict=True)
        with ThreadPoolExecutor(AT_ONCE) as room:
            used = [room.submit(self._vote_once, slip, marks) for slip, marks in drawn if marks is not None]
        self._trackers = [vote.result() for vote in used]
        self._watcher.wait(lambda: self._watcher.state["box"]["returned"] == len(used), "đủ phiếu trong hòm")

    def _vote_once(self, slip: str, marks: Marks) -> str:
        voter = Voter(self._base, slip)
        voter.fetch("/booth")
        return voter.cast(voter.fill(marks))

    def close(self) -> None:
        self._secretary.do("close", {"returned": len(self._trackers)})
        self._watcher.wait_for("voting_closed")

    def release_locks(self) -> None:
        for teller in self._tellers:
            teller.release_lock()
        self._wait_for_locks("released")

    def _wait_for_locks(self, lock: str) -> None:
        self._watcher.wait(lambda: all(seat["lock"] == lock for seat in self._watcher.state["tellers"]), "các khóa")

    def count(self) -> None:
        self._secretary.do("count")
        self._watcher.wait_for("count_completed")

    def file(self, record: Path) -> None:
        record.write_bytes(Person(self._base).fetch("/archive/record.zip"))

    def outcome(self) -> dict[str, object]:
        """What the kiosk announced; WentWrong where it is not what was cast, or the socket told otherwise."""
        state = Person(self._base).ask("/live/snapshot")
        _must(state == self._watcher.state, "đường theo dõi trực tiếp và ảnh chụp của máy chủ khác nhau.")
        _must(
            Person(self._base).ask("/board/codes")["codes"] == sorted(self._trackers),
            "bảng mã không khớp các biên nhận.",
        )
        announced = [(c["blank"], [n["votes"] for n in c["nominees"]]) for c in state["count"]["contests"]]
        _must(announced == self._plan.totals(), "kết quả công bố khác với các phiếu đã bỏ.")
        _must(state["slips"]["issued"] == len(self._plan.present), "số phiếu phát ra khác số đơn vị có mặt.")
        return {
            "summoned": state["attendance"]["summoned"],
            "present": state["attendance"]["present"],
            "issued": state["slips"]["issued"],
            "returned": state["box"]["returned"],
            "contests": [
                {
                    "title": c["title"],
                    "seats": c["seats"],
                    "blank": c["blank"],
                    "votes": {n["name"]: n["votes"] for n in c["nominees"]},
                }
                for c in state["count"]["contests"]
            ],
        }


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise WentWrong(otherwise)
