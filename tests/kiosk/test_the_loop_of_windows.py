"""On Windows gevent has another loop (libuv), which lacks some of what ours has. A meeting is served by it too."""

from kiosk.rehearsal.people import Secretary, Voter
from kiosk.rehearsal.server import Server
from kiosk.rehearsal.watcher import Watcher
from tests.served import seal

CONTESTS = [{"title": "Tiêu biểu", "seats": 1, "nominees": ["A", "B", "C"]}]


def test_ballots_are_cast_and_seen_on_the_loop_that_windows_has(tmp_path, monkeypatch):
    monkeypatch.setenv("GEVENT_LOOP", "libuv-cffi")
    with Server(tmp_path) as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        seal(secretary, 4, CONTESTS)
        slips = secretary.mint()
        secretary.do("open")
        with Watcher(server.base):
            for slip in slips:
                voter = Voter(server.base, slip)
                voter.cast(voter.fill([[0]]))
        secretary.do("close")
        assert secretary.ask("/live/snapshot")["box"]["returned"] == len(slips) == 4
