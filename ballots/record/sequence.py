"""The list of the desk's deeds in a record: times that are times, in an order in which a meeting can have been led (P8).

When two deeds were done is not compared: somebody may have set the laptop's clock between them.
"""

import re
from collections.abc import Iterator

from ballots.errors import Refused
from ballots.findings import Failure
from ballots.record.document import CONFIRMED, TIMED_DEEDS
from ballots.record.evidence import Evidence
from ballots.record.shape import Document
from ballots.rulebook import DEEDS
from ballots.stage import Stage
from ballots.text import TITLE_LIMIT, clean

_DEED_OF = {
    "ceremony_restarted": "restart_ceremony",
    "second_officer_named": "name_second_officer",
    "second_officer_dismissed": "dismiss_second_officer",
    "roll_call_sealed": "seal",
    "roll_call_unsealed": "unseal",
    "slips_minted": "mint_slips",
    "round_prepared": "next_round",
    "voting_opened": "open_voting",
    "voting_closed": "close_voting",
    "count_begun": "begin_count",
    "count_completed": "complete_count",
    "hand_count_agreed": "enter_hand_count",
    "round_voided": "void_round",
    "runoff_called": "call_runoff",
    "meeting_adopted": "adopt",
}
ASKING = tuple(name for name, deed in _DEED_OF.items() if DEEDS[deed].confirmed and name != "second_officer_dismissed")
"""What a second officer confirms; that they are dismissed says by itself that they agreed."""
_LEADS_TO = {"hand_count_agreed": Stage.COUNTED, "round_voided": Stage.SEALED}
"""The table's deeds that have several ends."""
_TIME = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]")
_ENDS_A_ROUND = ("round_voided", "runoff_called")


def deeds(found: Evidence) -> Iterator[Failure]:
    """meeting-deeds: one deed followed another as the table of the rules allows, they make as many rounds as there are, and
    lead to where the meeting stands; a second officer confirmed what they had to; times are of the desk's clock, to the
    minute."""
    told, votes = found.document["deeds"], found.document["hand_votes"]
    rounds = 1 + sum(deed["deed"] in _ENDS_A_ROUND for deed in told)
    adoption = found.document["adoption"]
    adopted = [deed["at"] for deed in told if deed["deed"] == "meeting_adopted"]
    written = all(map(_is_written, told)) and all(_is_time(vote["at"]) for vote in votes)
    ends = Stage.ADOPTED if adoption else Stage.COUNTED
    if not written or _led(told) is not ends or not _is_confirmed(told) or rounds != len(found.document["rounds"]):
        yield Failure(
            "meeting-deeds", "Danh sách việc đã làm trong hồ sơ thiếu, thừa hoặc không theo trình tự hội nghị."
        )
    elif adopted != ([adoption["at"]] if adoption else []):
        yield Failure("meeting-deeds", "Giờ thông qua kết quả khác với danh sách việc đã làm trong hồ sơ.")


def _led(told: list[Document]) -> Stage | None:
    """Where the deeds lead, None where one of them could not be done when it was."""
    names = [deed["deed"] for deed in told]
    if names[:1] != ["meeting_called"] or not set(names) <= set(TIMED_DEEDS):
        return None
    stage = Stage.PREPARING
    for name in names[1:]:
        deed = DEEDS.get(_DEED_OF.get(name, ""))
        if name == "meeting_called" or deed and stage not in deed.during:
            return None
        stage = deed and _LEADS_TO.get(name, deed.leads_to) or stage
    return stage


def _is_confirmed(told: list[Document]) -> bool:
    """Whether each deed that asks, and nothing else, comes right after its confirmation while a second officer is named; and
    whether one was dismissed before another was named."""
    needs_one = {CONFIRMED: True, "second_officer_named": False, "second_officer_dismissed": True}
    named = confirmed = False
    for name in (deed["deed"] for deed in told):
        if confirmed != (named and name in ASKING) or named != needs_one.get(name, named):
            return False
        confirmed = name == CONFIRMED
        named = name == "second_officer_named" or named and name != "second_officer_dismissed"
    return not confirmed


def _is_written(deed: Document) -> bool:
    try:
        return _is_time(deed["at"]) and clean(deed["reason"], TITLE_LIMIT) == deed["reason"]
    except Refused:
        return False


def _is_time(text: str) -> bool:
    return _TIME.fullmatch(text) is not None
