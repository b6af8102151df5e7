"""The papers of a meeting, made from its record's meeting.json alone (shared/domain.md, Documents).

Each is a PDF/A-3a with that meeting.json attached. The numbers are checked before anything is made.
"""

import json
from collections.abc import Callable, Mapping

from ballots.arithmetic import check
from ballots.errors import Broken
from ballots.record.contents import PAPERS
from kiosk.papers.attendance_list import attendance_list
from kiosk.papers.count_minutes import count_minutes
from kiosk.papers.letterhead import seal
from kiosk.papers.paper_ballot import agreed_on, paper_ballot
from kiosk.papers.report import report
from kiosk.papers.typesetting import typeset
from kiosk.papers.vote_minutes import vote_minutes

Document = Mapping[str, object]
__all__ = ["PAPERS", "make_paper"]
_DATA: dict[str, Callable[[Document], dict[str, object]]] = {
    "count-minutes": count_minutes,
    "vote-minutes": vote_minutes,
    "report": report,
    "attendance": attendance_list,
    "ballot": paper_ballot,
}


def make_paper(name: str, meeting_json: bytes, *, draft: bool) -> bytes:
    """The PDF of one of PAPERS. The same input gives the same bytes: its times are those of the meeting.

    `draft` prints DỰ THẢO across it, except for what is used in the room before there is anything to adopt: the attendance
    list to sign, and the ballot once its lists are agreed. KeyError for a name that is no paper. Broken: the first failure of
    `ballots.arithmetic.check`. Refused `bundles-missing`: the fonts were not built.
    """
    document = json.loads(meeting_json)
    for failure in check(document):
        raise Broken(failure.code, "%(why)s Không lập được văn bản.", why=failure.message)
    unfinished = draft and not (name == "attendance" or name == "ballot" and agreed_on(document))
    paper = {"across": across(document, unfinished), **_DATA[name](document)}
    return typeset(name, paper, seal(document, meeting_json), meeting_json, latest(document))


def across(document: Document, draft: bool) -> list[str]:
    """What is printed across every page: a rehearsal's paper can never pass for a real one (P12)."""
    return ["DIỄN TẬP"] * document["meeting"]["rehearsal"] + ["DỰ THẢO"] * draft


def latest(document: Document) -> str:
    """The last time that the document speaks of; the first day of its year where it speaks of none."""
    rounds = (one[name] for one in document["rounds"] for name in ("opened", "closed", "counted"))
    deeds = (one["at"] for one in (*document["deeds"], *document["hand_votes"], document["adoption"] or {"at": ""}))
    return max(filter(None, (*rounds, *deeds)), default=f"{document['meeting']['year']}-01-01T00:00")
