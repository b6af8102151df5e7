"""The people of a rehearsal, each with a connection of their own: the secretary, the tellers, the voters."""

from collections.abc import Sequence

import requests

from ballots.box import Box
from ballots.protocol import ballot, ceremony, tally, trustee
from ballots.protocol.audit import audit
from ballots.protocol.board import Board
from ballots.protocol.election import Election
from ballots.slip_set import new_slips
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

    def mint(self) -> list[str]:
        """The secrets of a new set, one for each unit present; the kiosk learns their public parts only."""
        secrets, sets = new_slips(self.ask("/live/snapshot")["attendance"]["present"])
        self.do("slips", {"sets": sets})
        return list(secrets)


class Teller(Person):
    """Holds a code that the kiosk never sees, and makes the locks with the others, as the phones do."""

    def __init__(self, base: str, number: int, invite: str) -> None:
        super().__init__(base)
        self.number = number
        self._mine = {"number": number, "invite": invite}
        self._seed = trustee.new_seed()

    def sit(self) -> dict:
        return self.send("/teller/seat", self._mine)

    def take_part(self) -> bool:
        """Do whatever is due of this teller in making the locks; whether they are made."""
        seat = self.sit()
        due = {
            "certificates": (seat["mine"]["cert"] is not None, self._give_certificate),
            "polynomials": (seat["mine"]["polynomial"], self._give_polynomial),
            "voutputs": (seat["mine"]["voutput"], self._give_voutput),
        }
        given, give = due.get(seat["step"], (True, None))
        return (seat if given else give(seat))["step"] == "complete"

    def _give_certificate(self, seat: dict) -> dict:
        cert = ceremony.make_certificate(self._seed, seat["size"], seat["threshold"], self.number)
        return self.send("/teller/certificate", {**self._mine, "cert": cert, "replaces": None})

    def _give_polynomial(self, seat: dict) -> dict:
        polynomial = ceremony.make_polynomial(self._seed, seat["certs"])
        return self.send("/teller/polynomial", {**self._mine, "certs": seat["certs_hash"], "polynomial": polynomial})

    def _give_voutput(self, seat: dict) -> dict:
        voutput = ceremony.make_voutput(self._seed, seat["certs"], seat["vinput"])
        return self.send("/teller/voutput", {**self._mine, "certs": seat["certs_hash"], "voutput": voutput})

    def release_lock(self) -> dict:
        """Audits the box, as the phones do, computes the share in its total and gives it. WentWrong where the box does not
        hold, is still open, or is locked with other keys than those that this teller made with the others."""
        box, seat = self._audited(self.fetch("/archive/box.bel")), self.sit()
        if seat["trustees"] != box.trustees.raw.decode() or box.tally is None:
            raise WentWrong(f"khóa số {self.number} không có trong cuộc bỏ phiếu, hoặc hòm chưa đóng.")
        key = box.trustees.verification_keys[self.number - 1]
        private = ceremony.opening_key(self._seed, seat["private_key"], key)
        share = tally.partial_decryption(box.election, private, box.tally)
        return self.send("/teller/share", {**self._mine, "share": share.decode()})

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
