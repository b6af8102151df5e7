"""Every way into the kiosk over HTTP, one a route: how it is asked for, who is let in, and what it then answers.

Where a way is for the desk, its answer is that of a meeting in preparation; for the room, that of an open box. What is sent
is a list, which no deed takes, so asking changes nothing.
"""

from typing import NamedTuple

from kiosk.access import DESK, ROOM
from kiosk.built import FOLDER, mark_of

NOBODYS = "0" * 64


class Way(NamedTuple):
    """`status`: of the answer to whoever is let in; `method`: the route's own, besides HEAD and OPTIONS."""

    whose: str
    method: str
    path: str
    status: int


WAYS = {
    "static": Way(ROOM, "GET", "/static/icon.svg", 200),
    "built.file": Way(ROOM, "GET", f"/built/{mark_of(FOLDER)}/booth.css", 200),
    "door.door": Way(ROOM, "GET", "/", 200),
    "explanation.page": Way(ROOM, "GET", "/vi-sao", 200),
    "helpcard.page": Way(ROOM, "GET", "/tro-giup", 200),
    "manual.index": Way(ROOM, "GET", "/huong-dan", 200),
    "manual.page": Way(ROOM, "GET", "/huong-dan/lanh-dao", 200),
    "manual.picture": Way(ROOM, "GET", "/huong-dan/hinh/vi/khong-co.png", 404),
    "booth.page": Way(ROOM, "GET", "/booth", 200),
    "booth.kiosk": Way(ROOM, "GET", "/kiosk", 200),
    "booth.election": Way(ROOM, "GET", "/booth/election", 200),
    "booth.ballot": Way(ROOM, "POST", "/booth/ballot", 422),
    "booth.audited": Way(ROOM, "POST", "/booth/audit", 422),
    "teller.page": Way(ROOM, "GET", "/teller", 200),
    "teller.seat": Way(ROOM, "POST", "/teller/seat", 400),
    "teller.certificate": Way(ROOM, "POST", "/teller/certificate", 400),
    "teller.polynomial": Way(ROOM, "POST", "/teller/polynomial", 400),
    "teller.voutput": Way(ROOM, "POST", "/teller/voutput", 400),
    "teller.complaint": Way(ROOM, "POST", "/teller/complaint", 400),
    "teller.share": Way(ROOM, "POST", "/teller/share", 400),
    "screen.page": Way(ROOM, "GET", "/screen", 200),
    "screen.ground": Way(ROOM, "GET", "/screen/nen/sang", 302),
    "board.page": Way(ROOM, "GET", "/board", 200),
    "board.codes": Way(ROOM, "GET", "/board/codes", 200),
    "archive.box": Way(ROOM, "GET", "/archive/box.bel", 200),
    "archive.record": Way(ROOM, "GET", "/archive/record.zip", 409),
    "archive.earlier": Way(ROOM, "GET", "/archive/nobody.bel", 404),
    "archive.verifier": Way(ROOM, "GET", "/archive/kiem-tra.html", 200),
    "archive.audited": Way(ROOM, "GET", f"/archive/audited/{NOBODYS}.json", 404),
    "live.snapshot": Way(ROOM, "GET", "/live/snapshot", 200),
    "language.choose": Way(ROOM, "GET", "/ngon-ngu/en", 302),
    "appearance.choose": Way(ROOM, "GET", "/hien-thi/booth", 302),
    "desk.due": Way(DESK, "GET", "/desk", 302),
    "desk.step": Way(DESK, "GET", "/desk/roster", 200),
    "desk.timeline": Way(DESK, "GET", "/desk/timeline", 200),
    "deed.meeting": Way(DESK, "POST", "/desk/meeting", 400),
    "deed.details": Way(DESK, "POST", "/desk/details", 400),
    "deed.roster": Way(DESK, "POST", "/desk/roster", 400),
    "deed.roster_file": Way(DESK, "POST", "/desk/roster/file", 400),
    "deed.contests": Way(DESK, "POST", "/desk/contests", 400),
    "deed.tellers": Way(DESK, "POST", "/desk/tellers", 400),
    "deed.ceremony": Way(DESK, "POST", "/desk/ceremony", 409),
    "deed.roll_call": Way(DESK, "POST", "/desk/roll-call", 400),
    "deed.seal": Way(DESK, "POST", "/desk/seal", 400),
    "deed.unseal": Way(DESK, "POST", "/desk/unseal", 400),
    "deed.abandon": Way(DESK, "POST", "/desk/abandon", 400),
    "deed.name_second_officer": Way(DESK, "POST", "/desk/second-officer", 400),
    "deed.dismiss_second_officer": Way(DESK, "POST", "/desk/no-second-officer", 400),
    "deed.network": Way(DESK, "POST", "/desk/network", 400),
    "deed.address": Way(DESK, "POST", "/desk/address", 400),
    "deed.slips": Way(DESK, "POST", "/desk/slips", 400),
    "papers_desk.read": Way(DESK, "GET", "/desk/papers/khong-co.pdf", 409),
    "papers_desk.sign": Way(DESK, "POST", "/desk/sign", 409),
    "papers_desk.results": Way(DESK, "GET", "/desk/results.xlsx", 409),
    "papers_desk.template": Way(DESK, "GET", "/desk/roster/template.xlsx", 200),
    "copies_desk.copy": Way(DESK, "POST", "/desk/copies", 400),
    "copies_desk.state": Way(DESK, "GET", "/desk/copies/state", 200),
    "practice.room": Way(DESK, "GET", "/desk/practice/room", 409),
    "deed.papers": Way(DESK, "POST", "/desk/papers", 400),
    "deed.rules": Way(DESK, "POST", "/desk/rules", 400),
    "deed.hand_vote": Way(DESK, "POST", "/desk/hand-vote", 400),
    "deed.reopen": Way(DESK, "POST", "/desk/reopen", 400),
    "deed.adopt": Way(DESK, "POST", "/desk/adopt", 400),
    "deed.next_round": Way(DESK, "POST", "/desk/next-round", 409),
    "deed.void": Way(DESK, "POST", "/desk/void", 400),
    "deed.runoff": Way(DESK, "POST", "/desk/runoff", 409),
    "deed.hand_count": Way(DESK, "POST", "/desk/hand-count", 400),
    "deed.open_voting": Way(DESK, "POST", "/desk/open", 409),
    "deed.close_voting": Way(DESK, "POST", "/desk/close", 400),
    "deed.count": Way(DESK, "POST", "/desk/count", 409),
    "deed.hurry_count": Way(DESK, "POST", "/desk/count/hurry", 409),
}
