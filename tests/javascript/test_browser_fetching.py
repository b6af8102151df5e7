"""P7: a page waits for the kiosk as long as something comes, and no longer."""

from tests.javascript.node import run


def test_a_large_file_may_take_its_time_where_a_line_that_is_dead_may_not():
    """Sixty phones fetch the box over one access point: each part comes in time, the whole takes longer."""
    slowly, dead = [8, 8, 8, 8], [1, 60]
    assert run("patience", [slowly, dead]) == [4000, {"code": "offline"}]
