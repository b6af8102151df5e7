"""Checks of the meeting as a whole, as its record tells it: the roll call, the slips of its rounds, what the room agreed,
and what followed from the counts (promises P1, P11). The rules are the meeting's own, asked again.
"""

from collections.abc import Iterator
from dataclasses import replace

from ballots import arithmetic
from ballots.ballot_paper import set_mark
from ballots.errors import Refused
from ballots.findings import Failure
from ballots.flags import FLAGS, proposed
from ballots.hand_vote import ADOPTION, OFFICES
from ballots.record import document
from ballots.record.evidence import Evidence
from ballots.record.results import RESULTS, make_results
from ballots.record.shape import Document
from ballots.rulebook import obstacles
from ballots.stage import Stage


def sums(found: Evidence) -> Iterator[Failure]:
    """arith-…: the sums that every set of minutes must pass."""
    yield from arithmetic.check(found.document)


def roll_call(found: Evidence) -> Iterator[Failure]:
    """meeting-roll-call (P1): in every round only member units were present, each once; in the last, those of the list."""
    called = {unit.id for unit in found.meeting.roster}
    for one in found.meeting.finished:
        if len(set(one.present)) < len(one.present) or not set(one.present) <= called:
            yield Failure(
                "meeting-roll-call",
                f"Vòng {one.number}: danh sách có mặt ghi một đơn vị hai lần, hoặc ghi đơn vị không được triệu tập.",
            )
    marked = [unit["id"] for unit in found.document["roster"] if unit["present"]]
    if found.document["rounds"][-1]["present"] != marked:
        yield Failure("meeting-roll-call", "Danh sách có mặt của vòng cuối khác với điểm danh trong hồ sơ.")


def slips(found: Evidence) -> Iterator[Failure]:
    """meeting-mark: a round has slips of its own, marked by its election, or those of an earlier round: then as many, for
    the same units. A vote on paper has none. The slips themselves cannot be compared: rounds cannot be linked (P2)."""
    sets: dict[str, tuple[int, list[int]]] = {}
    for one in found.document["rounds"]:
        own = set_mark(one["election"]["fingerprint"]) if one["election"] else ""
        mine = one["issued"], one["present"]
        if one["mark"] != own and (not own or sets.get(one["mark"]) != mine):
            yield Failure(
                "meeting-mark",
                f"Vòng {one['number']}: ký hiệu phiếu không phải của vòng này, cũng không phải "
                "của bộ phiếu đã phát ở một vòng trước cho đúng các đơn vị này.",
            )
        sets.setdefault(one["mark"], mine)


def modes(found: Evidence) -> Iterator[Failure]:
    """meeting-mode: a secret vote has a box of its own, a count by hand has none."""
    for one in found.document["rounds"]:
        if (one["mode"] == "secret") != (one["election"] is not None):
            yield Failure(
                "meeting-mode", f"Vòng {one['number']}: bỏ phiếu bằng máy phải có hòm phiếu, kiểm phiếu giấy thì không."
            )
    boxes = [one.box for one in found.opened]
    if len(set(boxes)) < len(boxes):
        yield Failure("meeting-mode", "Hai vòng bỏ phiếu cùng ghi một hòm phiếu.")


_TIMES = {
    "opened": ("voting_opened",),
    "closed": ("voting_closed",),
    "counted": ("count_completed", "hand_count_agreed"),
}


def times(found: Evidence) -> Iterator[Failure]:
    """meeting-times: when a round was opened, closed, counted or voided, and why, is as the list of the desk's deeds says."""
    deeds, rounds = found.document["deeds"], found.document["rounds"]
    told = [[deed["at"] for deed in deeds if deed["deed"] in names] for names in _TIMES.values()]
    told.append([deed["reason"] for deed in deeds if deed["deed"] == "round_voided"])
    if told != [[one[name] for one in rounds if one[name]] for name in (*_TIMES, "voided")]:
        yield Failure(
            "meeting-times",
            "Giờ mở, kết thúc, kiểm phiếu hoặc lý do hủy của các vòng khác với danh sách việc đã làm trong hồ sơ.",
        )


def agreements(found: Evidence) -> Iterator[Failure]:
    """The codes of the meeting's own rules: what has to be there, agreed and eligible before a vote (C.4, C.6.b)."""
    before = replace(found.meeting, stage=Stage.PREPARING, contests=found.meeting.lists, rounds=())
    yield from map(_failure, obstacles(before, "seal"))


def eligibility(found: Evidence) -> Iterator[Failure]:
    """meeting-eligibility: made again from the list of units and the threshold (C.4, D.2)."""
    if found.document["eligibility"] != document.eligibility(found.meeting):
        yield Failure(
            "meeting-eligibility",
            "Điều kiện dự bầu của các đơn vị ghi trong hồ sơ khác với điều kiện tính "
            "từ danh sách đơn vị, hoặc khác với quyết định của hội nghị.",
        )


def outcome(found: Evidence) -> Iterator[Failure]:
    """meeting-outcome (P11): ranks, elected and tied are made again from the counts of all rounds and the rules."""
    if found.document["outcome"] != document.outcome(found.meeting):
        yield Failure(
            "meeting-outcome",
            "Số phiếu, thứ hạng, được bầu hoặc bằng phiếu ghi trong hồ sơ khác với kết quả của các vòng bỏ phiếu.",
        )


def officers(found: Evidence) -> Iterator[Failure]:
    """meeting-officers: elected by ballot or by show of hands, and then from the member units, one an office."""
    meeting = found.meeting
    standing = [vote for vote in meeting.hand_votes if vote.subject in OFFICES and vote.stands]
    elected = {meeting.unit(vote.about) for vote in standing}
    one_each = len(elected) == len(standing) == len({vote.subject for vote in standing})
    if found.document["officers"] != meeting.officers or not one_each or not elected <= set(meeting.roster):
        yield Failure("meeting-officers", "Cụm trưởng, cụm phó ghi trong hồ sơ khác với kết quả bầu.")


def adoption(found: Evidence) -> Iterator[Failure]:
    """meeting-adoption, tie-open, meeting-flags: what was adopted was carried and is decided, and flags are for the elected
    alone."""
    stated = found.document["adoption"]
    votes = [vote for vote in found.document["hand_votes"] if vote["subject"] == ADOPTION]
    carried = [_hands(vote) for vote in votes if vote["carried"] and not vote["withdrawn"]]
    if carried != ([_hands(stated)] if stated else []):
        yield Failure(
            "meeting-adoption",
            "Việc thông qua kết quả ghi trong hồ sơ khác với biểu quyết của hội nghị, hoặc không quá nửa tán thành.",
        )
    if stated:
        yield from map(_failure, obstacles(found.meeting, "adopt"))
        yield from _flags(found, stated["flags"])


def _hands(vote: Document) -> dict[str, object]:
    return {name: vote[name] for name in ("favour", "against", "abstain", "present", "at")}


def _flags(found: Evidence, stated: list[Document]) -> Iterator[Failure]:
    told = [(one["unit"], one["contest"]) for one in stated]
    if told != proposed(found.meeting) or not {one["flag"] for one in stated} <= set(FLAGS):
        yield Failure("meeting-flags", "Danh sách đề nghị tặng cờ khác với danh sách đơn vị được bầu.")


def results(found: Evidence) -> Iterator[Failure]:
    """results-mismatch: the spreadsheet is what it must be, byte for byte."""
    if make_results(found.document) != found.results:
        yield Failure("results-mismatch", f"Bảng {RESULTS} khác với kết quả trong hồ sơ.")


def _failure(refused: Refused) -> Failure:
    return Failure(refused.code, str(refused))
