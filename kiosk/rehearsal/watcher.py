"""Somebody who watches the meeting by the socket, as the projector does, and counts that no fact is missing."""

import threading
from collections.abc import Callable

import socketio

from kiosk.rehearsal.server import WentWrong

FACT_LIMIT = 120.0


class Watcher:
    """`state`: the public snapshot, kept up to date by facts alone after the first one; `facts`: their names so far."""

    def __init__(self, base: str) -> None:
        """Connect and wait for the snapshot. WentWrong without one."""
        self.state: dict[str, object] = {}
        self.facts: list[str] = []
        self._early: dict[int, dict] = {}
        self._news = threading.Condition()
        direct = {"http_no_proxy": ["127.0.0.1", "localhost"]}
        self._line = socketio.Client(reconnection=False, handle_sigint=False, websocket_extra_options=direct)
        self._line.on("snapshot", self._snapshot)
        self._line.on("facts", self._told)
        try:
            self._line.connect(base, transports=["websocket"])
        except socketio.exceptions.ConnectionError:
            raise WentWrong("không nối được đường theo dõi trực tiếp.") from None
        self.wait(lambda: bool(self.state), "ảnh chụp đầu tiên của hội nghị")

    def _snapshot(self, snapshot: dict) -> None:
        with self._news:
            self.state = snapshot
            self._follow()

    def _told(self, message: dict) -> None:
        """The library hands each message to a thread of its own, so on a busy machine a later one may be here first."""
        with self._news:
            self._early[message["since"]] = message
            self._follow()

    def _follow(self) -> None:
        """All messages whose turn it is. The snapshot may have come in the middle of one."""
        while self.state and (due := [since for since in self._early if since <= self.state["seq"]]):
            message, known = self._early.pop(min(due)), self.state["seq"]
            if message["seq"] > known:
                self.state = {**self.state, **message["changed"], "seq": message["seq"]}
                self.facts += [one["fact"] for one in message["facts"][known - message["since"] :]]
        self._news.notify_all()

    def wait(self, until: Callable[[], bool], what: str) -> None:
        """Wait until the facts have made it so. WentWrong where that takes two minutes: then a fact was missed if later
        ones are here."""
        with self._news:
            came = self._news.wait_for(until, FACT_LIMIT)
            missed = any(since > self.state.get("seq", 0) for since in self._early)
        if not came and missed:
            raise WentWrong("đường theo dõi trực tiếp bỏ sót một sự kiện.")
        if not came:
            raise WentWrong(f"đợi quá lâu: {what}.")

    def wait_for(self, fact: str) -> None:
        """Wait until this fact has been told, now or before."""
        self.wait(lambda: fact in self.facts, fact)

    def leave(self) -> None:
        """Hang up without a word, as a phone does that is switched off: a farewell would wait 3 s for its answer."""
        self._line.eio.ws.abort()
        self._line.eio.wait()

    def __enter__(self) -> "Watcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()
