"""People who try again: whoever has no answer, because the kiosk died, sends the same bytes once more when it is back.

Nobody does more than that. What a repeat may be told where the deed was done already, and only its answer lost, stands with
each deed (`settled`): never is a deed done twice.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import requests

from ballots.protocol.ballot import tracker
from ballots.slip_set import new_slips
from kiosk.rehearsal.people import ANSWER_LIMIT, Person, Secretary, Teller, TurnedAway, Voter
from tests.faults.fate import MOMENTS, Fate
from tests.faults.kernel import let_all
from tests.faults.ledger import Ledger, stored
from tests.faults.warm import WarmServer

T = TypeVar("T")
_NO_ANSWER = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
_ELSEWHERE = ("changed-elsewhere",)
DESK: dict[str, tuple[str, tuple[str, ...]]] = {
    "meeting": ("meeting_called", _ELSEWHERE),
    "details": ("details_set", _ELSEWHERE),
    "papers": ("papers_set", _ELSEWHERE),
    "network": ("network_set", _ELSEWHERE),
    "address": ("address_chosen", ()),
    "rules": ("rules_set", _ELSEWHERE),
    "roster": ("roster_set", _ELSEWHERE),
    "contests": ("contests_set", _ELSEWHERE),
    "tellers": ("committee_named", _ELSEWHERE),
    "ceremony": ("ceremony_restarted", ("no-dispute",)),
    "roll-call": ("unit_marked", ()),
    "hand-vote": ("hand_voted", ()),
    "reopen": ("agreement_withdrawn", ()),
    "second-officer": ("second_officer_named", ("second-officer-there",)),
    "no-second-officer": ("second_officer_dismissed", ("second-officer-missing",)),
    "seal": ("roll_call_sealed", ()),
    "unseal": ("roll_call_unsealed", ()),
    "abandon": ("meeting_abandoned", ()),
    "slips": ("slips_minted", ()),
    "next-round": ("round_prepared", ()),
    "open": ("voting_opened", ()),
    "close": ("voting_closed", ()),
    "count": ("count_begun", ()),
    "void": ("round_voided", _ELSEWHERE),
    "runoff": ("runoff_called", ()),
    "hand-count": ("hand_count_entered", ()),
    "adopt": ("meeting_adopted", ()),
}
"""Each deed of the desk: its fact, and what a repeat may be told."""


class Mortal:
    """A kiosk on one folder and one port that is killed by `fates`, and started again each time; `ledger` says what of it is
    written. `start(instance, port)` starts it. `killed`: how often at each moment."""

    def __init__(self, instance: Path, fates: Iterator[Fate | None], start: Callable = WarmServer) -> None:
        self.instance = instance
        self._fates, self._start = fates, start
        self._fate: Fate | None = None
        self.server = start(instance, 0)
        self.base = self.server.base
        self.ledger = Ledger()
        self.killed = dict.fromkeys(MOMENTS, 0)

    def __enter__(self) -> "Mortal":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.kill()

    @property
    def desk(self) -> str:
        """The address with the launch key of the server that runs now."""
        return self.server.desk

    def deed(
        self,
        send: Callable[[], T],
        fact: str,
        about: Mapping[str, object],
        settled: tuple[str, ...] = (),
        more: int = 0,
    ) -> T | None:
        """The answer to a deed, told again until there is one; None where a repeat was turned away with a code of `settled`.
        `more`: how many facts the kiosk may write besides by itself."""
        self.draw()
        first = True
        while True:
            try:
                answer = send()
            except _NO_ANSWER:
                self.restart(1 + more)
                first = False
                continue
            except TurnedAway as turned:
                if first or turned.code not in settled:
                    raise
                answer = None
            self.ledger.done((fact, about), first)
            if not more:
                self.be_idle()
            return answer

    def draw(self) -> None:
        """What comes next is judged by the next fate."""
        self._fate = next(self._fates)
        self.server.gate.judge = self._fate or let_all

    def be_idle(self) -> None:
        """The deed is done, and nothing is under way. Killed now, the kiosk shows everybody what it showed before."""
        self.server.gate.judge = let_all
        if self._fate and self._fate.moment == "idle":
            before = self.snapshot()
            self.server.kill()
            self._fate.fell = "idle"
            self.restart(0)
            assert self.snapshot() == before
        self._fate = None

    def snapshot(self) -> dict[str, object]:
        return Person(self.base).ask("/live/snapshot")

    def restart(self, most: int) -> None:
        """The kiosk is dead, as it was to be: its file is compared with the ledger, and it is started again."""
        self.server.kill()
        if self._fate is None or not self._fate.fell:
            raise AssertionError("the kiosk ended by itself")
        self.killed[self._fate.fell] += 1
        self.ledger.compare(stored(self.instance), most)
        self.server = self._start(self.instance, self.server.port)

    def until_counted(self, totals: int) -> None:
        """The count goes on by itself, and after a kill by itself again."""
        while True:
            try:
                if self.snapshot()["stage"] == "counted":
                    break
            except _NO_ANSWER:
                self.restart(totals + 1)
        for told in [*[("nominee_counted", {})] * totals, ("count_completed", {})]:
            self.ledger.done(told, False)
        self.be_idle()


class Desk(Secretary):
    """The secretary, whose page tells what it has seen (static/js/desk/deeds.js) and outlives the kiosk."""

    def __init__(self, kiosk: Mortal) -> None:
        super().__init__(kiosk.base)
        self._kiosk = kiosk
        self.enter(kiosk.desk)

    def do(self, deed: str, body: Mapping[str, object] | None = None, fact: str = "", **about: object) -> dict | None:
        """`fact`, `about`: what it leads to, where that is not the usual."""
        usual, settled = DESK[deed]
        told = {**(body or {}), "seen": self._kiosk.ledger.of_this_meeting}
        more = about.pop("more", 0)
        return self._kiosk.deed(lambda: self.send(f"/desk/{deed}", told), fact or usual, about, settled, more)

    def mint(self, number: int) -> list[str]:
        secrets, sets = new_slips(number)
        self.do("slips", {"sets": sets}, uuid=sets[0]["uuid"])
        return list(secrets)

    def sign(self, paper: str, role: str, p12: bytes, password: str) -> None:
        form = {"paper": paper, "role": role, "password": password}

        def send() -> dict:
            file = {"file": ("own.p12", p12)}
            return self._passed(
                self._browser.post(f"{self.base}/desk/sign", data=form, files=file, timeout=ANSWER_LIMIT)
            ).json()

        self._kiosk.deed(send, "paper_signed", {"paper": paper, "role": role})


class Holder(Teller):
    """A teller, whose phone sends everything again (static/js/http.js)."""

    PARTS = {
        "certificate": "certificate_received",
        "polynomial": "polynomial_received",
        "voutput": "voutput_received",
        "complaint": "ceremony_disputed",
        "share": "teller_share_received",
    }

    def __init__(self, kiosk: Mortal, number: int, invite: str) -> None:
        super().__init__(kiosk.base, number, invite)
        self._kiosk = kiosk
        self.late = False

    def send(self, path: str, body: object) -> dict:
        part = path.rpartition("/")[2]
        if part not in self.PARTS:
            return super().send(path, body)
        fact = "late_share_received" if self.late else self.PARTS[part]
        about = {"by": self.number} if part == "complaint" else {"number": self.number}
        return self._kiosk.deed(lambda: super(Holder, self).send(path, body), fact, about)

    def complain(self, against: int) -> None:
        body = {"certs": self.sit()["certs_hash"], "against": against, "code": "share-wrong"}
        self.send("/teller/complaint", {**self._mine, **body})

    def give_wrong_share(self) -> None:
        """Refused, and the room is told whose it was."""

        def send() -> None:
            try:
                Teller.send(self, "/teller/share", {**self._mine, "share": "{}"})
            except TurnedAway as turned:
                if turned.code != "share-malformed":
                    raise

        self._kiosk.deed(send, "teller_share_refused", {"number": self.number})


class Hand(Voter):
    """A voter, whose phone sends the same bytes until it has the receipt."""

    FACTS = {"/booth/ballot": "ballot_accepted", "/booth/audit": "ballot_audited"}

    def __init__(self, kiosk: Mortal, secret: str) -> None:
        super().__init__(kiosk.base, secret)
        self._kiosk = kiosk

    def send_bytes(self, path: str, body: bytes) -> dict:
        about = {"tracker": tracker(body)}
        return self._kiosk.deed(lambda: super(Hand, self).send_bytes(path, body), self.FACTS[path], about)

    def have_opened(self, raw: bytes) -> str:
        return self.send_bytes("/booth/audit", raw)["tracker"]
