"""P7: a page waits for the kiosk as long as something comes, and no longer."""

from tests.javascript.node import run


def test_a_large_file_may_take_its_time_where_a_line_that_is_dead_may_not():
    """Sixty phones fetch the box over one access point: each part comes in time, the whole takes longer."""
    slowly, dead = [8, 8, 8, 8], [1, 60]
    assert run("patience", [slowly, dead]) == [4000, {"code": "offline"}]


def test_what_was_lost_with_the_line_is_asked_again_and_a_deed_of_the_desk_is_not():
    """Whoever waits for a dead answer, waits for 20 s; what may be sent twice is sent again as soon as the line is back."""
    again, once = {"came": {}, "asked": 2}, {"came": {"code": "offline"}, "asked": 1}
    assert run("back", ["getJson", "postJson", "postOnce"]) == [again, again, once]
