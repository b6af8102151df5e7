"""The people of a rehearsal, each with a connection of their own: the secretary, the tellers, the voters."""

from collections.abc import Sequence

import requests

from ballots.box import Box
from ballots.protocol import ballot, tally, trustee
from ballots.protocol.audit import audit
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from kiosk.rehearsal.server import WentWrong

ANSWER_LIMIT = 60.0


class TurnedAway(WentWrong):
    """The kiosk refused, with this HTTP status and stable code."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{message} [{code}, HTTP {status}]")
        self.status, self.code = status, code


class Person:
    """Somebody with a browser. No proxy is ever asked: the kiosk is in the room."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._browser = requests.Session()
        self._browser.trust_env = False

    def fetch(self, path: str) -> bytes:
        """What stands at `path`. TurnedAway."""
        return self._passed(self._browser.get(self.base + path, timeout=ANSWER_LIMIT)).content

    def ask(self, path: str) -> dict:
        return self._passed(self._browser.get(self.base + path, timeout=ANSWER_LIMIT)).json()

    def send(self, path: str, body: object) -> dict:
        return self._passed(self._browser.post(self.base + path, json=body, timeout=ANSWER_LIMIT)).json()

    def send_bytes(self, path: str, body: bytes) -> dict:
        kind = {"Content-Type": "application/json"}
        return self._passed(self._browser.post(self.base + path, data=body, headers=kind, timeout=ANSWER_LIMIT)).json()

    @staticmethod
    def _passed(answer: requests.Response) -> requests.Response:
        if answer.ok:
            return answer
        try:
            error = answer.json()["error"]
        except (ValueError, KeyError, TypeError):
            error = {"code": "no-answer", "message": "Máy chủ trả lời không đúng dạng."}
        raise TurnedAway(answer.status_code, error["code"], error["message"])


class Secretary(Person):
    """At the desk; `enter` again after the kiosk has been started again, because the launch key is then another."""

    def enter(self, desk: str) -> None:
        self._passed(self._browser.get(desk, timeout=ANSWER_LIMIT))

    def do(self, deed: str, body: object = None) -> dict:
        return self.send(f"/desk/{deed}", body or {})


class Teller(Person):
    """Holds a key that the kiosk never sees."""

    def __init__(self, base: str, number: int, invite: str) -> None:
        super().__init__(base)
        self.number = number
        self._invite = invite
        self._private = trustee.private_key(trustee.new_seed())
        self._key = trustee.make_single(self._private)

    def sit(self) -> dict:
        return self.send("/teller/seat", {"number": self.number, "invite": self._invite})

    def close_lock(self) -> dict:
        return self.send("/teller/key", {"number": self.number, "invite": self._invite, "key": self._key})

    def release_lock(self) -> dict:
        """Audits the box, as the phones do, computes the share in its total and gives it. WentWrong where the box does not
        hold, is still open, or is locked without this key."""
        box = self._audited(self.fetch("/archive/box.bel"))
        if self._key["public_key"] not in box.trustees.verification_keys or box.tally is None:
            raise WentWrong(f"khóa số {self.number} không có trong cuộc bỏ phiếu, hoặc hòm chưa đóng.")
        share = tally.partial_decryption(box.election, self._private, box.tally)
        return self.send("/teller/share", {"number": self.number, "share": share.decode()})

    @staticmethod
    def _audited(bel: bytes) -> Box:
        failed = audit(bel).failed
        if failed:
            raise WentWrong(f"hòm phiếu không khớp khi kiểm tra: {failed[0].message} [{failed[0].code}]")
        board = Board.read(None, bel)
        return Box.read(board.uuid, board.timestamp, board.entries)


class Voter(Person):
    """Has drawn one slip."""

    def __init__(self, base: str, secret: str) -> None:
        super().__init__(base)
        self._secret = secret

    def fill(self, marks: Sequence[Sequence[int]]) -> bytes:
        """The sealed ballot with these marks, made anew each time."""
        election = Election.read(self.ask("/booth/election")["election"].encode())
        asked = zip(election.questions, marks, strict=True)
        return ballot.make(
            election, self._secret, [ballot.marks_to_vote(question, chosen) for question, chosen in asked]
        )

    def cast(self, raw: bytes) -> str:
        """The tracking code of the receipt; WentWrong where it is not that of `raw`."""
        receipt = self.send_bytes("/booth/ballot", raw)
        if receipt["tracker"] != ballot.tracker(raw):
            raise WentWrong("biên nhận không phải của lá phiếu đã gửi.")
        return receipt["tracker"]
