"""A page that follows the meeting: facts come one by one or many in one message, and none may be missing unnoticed."""

import pytest

from tests.javascript.node import run

STATE = {"seq": 7, "stage": "open", "box": {"returned": 3}}


def message(since, seq, **changed):
    return {"since": since, "seq": seq, "facts": [{}] * (seq - since), "changed": changed}


@pytest.mark.parametrize(
    ("state", "told", "after"),
    [
        (STATE, message(7, 8, stage="closed"), {**STATE, "seq": 8, "stage": "closed"}),
        (STATE, message(7, 11, box={"returned": 7}), {**STATE, "seq": 11, "box": {"returned": 7}}),
        (STATE, message(5, 9, box={"returned": 5}), {**STATE, "seq": 9, "box": {"returned": 5}}),
        (STATE, message(8, 9, stage="closed"), "missed"),
        (STATE, message(4, 6, stage="issued"), "known"),
        (STATE, message(0, 1, stage="preparing"), "missed"),
        ({"seq": 0}, message(0, 2, stage="preparing"), {"seq": 2, "stage": "preparing"}),
        (None, message(7, 8, stage="closed"), "missed"),
    ],
)
def test_what_a_message_makes_of_what_the_page_knows(state, told, after):
    assert run("told", [[state, told]]) == [after]
