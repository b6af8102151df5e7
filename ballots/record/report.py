"""What verifying has found, as plain values: what the file says, and every check that failed."""

from dataclasses import dataclass

from ballots.committee import set_code
from ballots.findings import Failure
from ballots.protocol.audit import Audit
from ballots.protocol.election import Question
from ballots.record.evidence import Evidence
from ballots.record.shape import Document


@dataclass(frozen=True)
class Report:
    """What a file says and every check that failed; `ok` when none did and none is left `unchecked`.

    `rounds`: {"number", "mode", "runoff", "voided", "uuid", "head", "ballots", "credentials", "locks", "audited",
    "result", "contests"} of each round. There `locks` are {"size", "threshold", "opened", "code"}: how many tellers,
    how many of them open the box, who did, and the code of the set; None of a count by hand. `audited` are the codes
    of the ballots that voters had opened, as meeting.json tells them. `result` are the totals by question, the blank
    one first where there is one, [] before the tally; `contests` are {"title", "seats", "blank", "votes": {name:
    count}}. `kiosk` (fingerprint), `meeting` (meeting.json) and `record` (its SHA-256, which the papers bear) only of
    a record. `signatures`: sentences about whose the signatures on its papers are. `checked` and `unchecked` are
    titles of checks, in Vietnamese. Whatever is said is to be believed only if `ok`.
    """

    kind: str
    failed: tuple[Failure, ...]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    rounds: tuple[Document, ...]
    kiosk: str | None = None
    meeting: Document | None = None
    record: str | None = None
    signatures: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.failed and not self.unchecked

    @property
    def first(self) -> Document:
        """The first round that counts; where none does, the first."""
        counting = [one for one in self.rounds if not one["voided"]]
        return (*counting, *self.rounds, _NOTHING)[0]

    @property
    def outcome(self) -> list[Document] | None:
        return self.meeting["outcome"] if self.meeting else None

    @property
    def adopted(self) -> bool:
        return self.meeting is not None and self.meeting["adoption"] is not None


_NOTHING: Document = {
    "number": 1,
    "mode": "secret",
    "runoff": False,
    "voided": "",
    "uuid": None,
    "head": None,
    "ballots": 0,
    "credentials": 0,
    "locks": None,
    "audited": [],
    "result": [],
    "contests": [],
}


def rounds_of(found: Evidence) -> tuple[Document, ...]:
    """As the boxes tell them; a count by hand, which has no box, as meeting.json does."""
    if found.document is None:
        return tuple(_NOTHING | {"number": n} | _boxed(box) for n, box in enumerate(found.boxes.values(), 1))
    stated = ("number", "mode", "runoff", "voided", "audited")
    return tuple(
        {**_NOTHING, **{name: one[name] for name in stated}, **_held(one, found)} for one in found.document["rounds"]
    )


def _held(one: Document, found: Evidence) -> Document:
    if one["election"] is None:
        return _by_hand(one)
    uuid = one["election"]["uuid"]
    box = found.boxes.get(f"{uuid}.bel")
    return _boxed(box) if box else {"uuid": uuid}


def _boxed(box: Audit) -> Document:
    questions = box.election.questions if box.election else ()
    columns = box.result or [[] for _ in questions]
    return {
        "uuid": box.election.uuid if box.election else None,
        "head": box.head,
        "ballots": box.ballots,
        "credentials": box.credentials,
        "locks": _locks(box),
        "result": box.result or [],
        "contests": [_asked(question, column) for question, column in zip(questions, columns)],
    }


def _locks(box: Audit) -> Document | None:
    if box.trustees is None:
        return None
    opened = sorted({owner for owner in box.openers if isinstance(owner, int)})
    needed = sum(item.threshold for item in box.trustees.items)
    return {
        "size": len(box.trustees.verification_keys),
        "threshold": needed,
        "opened": opened,
        "code": set_code(box.trustees.raw),
    }


def _asked(question: Question, column: list[int]) -> Document:
    blank = column[0] if question.blank and column else None
    return _contest(question.answers, question.maximum, question.title, blank, column[question.blank :])


def _by_hand(one: Document) -> Document:
    counted = [contest for contest in one["contests"] if contest["count"]]
    return {
        "ballots": one["returned"],
        "credentials": one["issued"],
        "result": [[contest["count"]["blank"], *contest["count"]["votes"]] for contest in counted],
        "contests": [
            _contest(tuple(c["nominees"]), c["seats"], c["title"], c["count"]["blank"], c["count"]["votes"])
            for c in counted
        ],
    }


def _contest(names: tuple[str, ...], seats: int, title: str, blank: int | None, votes: list[int]) -> Document:
    return {"title": title, "seats": seats, "blank": blank, "votes": dict(zip(_distinct(names), votes))}


def _distinct(names: tuple[str, ...]) -> list[str]:
    """Other programs allow the same name twice; no count may hide behind another."""
    before = [names[:place].count(name) for place, name in enumerate(names)]
    return [f"{name} ({times + 1})" if times else name for name, times in zip(names, before)]
