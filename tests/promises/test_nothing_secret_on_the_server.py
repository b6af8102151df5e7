"""P2 and P10 of the running program: a whole meeting, and then everything that the server process has is searched for what
it must never have had. The same search finds what is there, so it can find. With the real pages: `tests/browser`.
"""

import os
import sys

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from ballots.protocol import credential
from ballots.protocol.ballot import tracker
from ballots.protocol.election import Election
from ballots.protocol.group import ORDER, random_scalar
from ballots.protocol.opening import SEED_BYTES
from ballots.slip_set import new_slips
from kiosk.rehearsal.people import Person, Secretary, Teller, TurnedAway, Voter
from kiosk.rehearsal.watcher import Watcher
from tests.builders import auditable
from tests.searching import Haystack, forms_of_number, pages, unpacked
from tests.secrecy import Forms, Traced, hash_of, none_of, of_a_teller, of_a_vote, of_an_opening, of_slips
from tests.served import seal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the memory of another process")

NUMBER = 4
NOMINEES = [f"Đơn vị dự bầu {place}" for place in range(1, 14)]
CONTESTS = [{"title": "Tiêu biểu xuất sắc", "seats": 6, "nominees": NOMINEES}]
VOTES = [[[0, 2, 3, 7, 11, 12]], [[1, 4, 5, 8, 9, 10]], [[0, 4, 6, 7, 9, 12]]]
AUDITED = [[2, 3, 5, 8, 10, 11]]


class KnownTeller(Teller):
    """A teller all of whose secrets the test knows."""

    def secrets(self) -> Forms:
        return of_a_teller(self._seed, self.sit())


def in_memory_anyway(kiosk: Traced) -> Forms:
    """What the process has to have: a key as bytes, a number as Python keeps it."""
    pem = (kiosk.folder / "instance" / "kiosk.key").read_bytes()
    order = forms_of_number("the order of the group", ORDER)["the order of the group, an integer of Python"]
    return {"the kiosk's own key": load_pem_private_key(pem, None).private_bytes_raw(), "the order of the group": order}


def packed(secretary: Secretary) -> bytes:
    """Every file of the record."""
    return b"".join(unpacked(secretary.fetch("/archive/record.zip")))


def audited(base: str, election: Election, secret: str) -> str:
    """The voter with this slip has one ballot opened, which nothing brings into the box then; the opening."""
    raw, opened = auditable(election, secret, AUDITED, os.urandom(SEED_BYTES))
    assert Person(base).send_bytes("/booth/audit", raw)["tracker"] == tracker(raw)
    with pytest.raises(TurnedAway) as refused:
        Voter(base, secret).cast(raw)
    assert refused.value.code == "ballot-audited"
    return opened


def vote(base: str, election: Election, slips: tuple[str, ...]) -> tuple[Forms, Forms]:
    """What the voters alone know, and what the board has of it."""
    opened = audited(base, election, slips[0])
    voters = [Voter(base, secret) for secret in slips]
    codes = [voter.cast(voter.fill(marks)) for voter, marks in zip(voters, VOTES)]
    with pytest.raises(TurnedAway) as refused:
        voters[0].cast(voters[0].fill(VOTES[1]))
    assert refused.value.code == "slip-already-used"
    secrets = of_an_opening(opened) | of_a_vote("the audited ballot", election, AUDITED)
    for place, marks in enumerate(VOTES, 1):
        secrets |= of_a_vote(f"ballot {place}", election, marks)
    return secrets, {f"ballot {place}": hash_of(code) for place, code in enumerate(codes, 1)}


def count(secretary: Secretary, tellers: list[Teller]) -> None:
    for teller in tellers:
        teller.release_lock()
    with Watcher(secretary.base) as watcher:
        secretary.do("count")
        watcher.wait(lambda: watcher.state["stage"] == "counted", "counted")


def test_p2_nothing_secret_is_on_the_server_in_no_file_and_not_in_its_memory(tmp_path, monkeypatch):
    kiosk = Traced(tmp_path, monkeypatch)
    with kiosk.server as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        tellers = seal(secretary, NUMBER, CONTESTS, tellers=3, holder=KnownTeller)
        secrets = {name: form for teller in tellers for name, form in teller.secrets().items()}
        slips, sets = new_slips(NUMBER)
        secretary.do("slips", {"sets": sets})
        secrets |= of_slips(slips, [one["uuid"] for one in sets])
        there = {"a public part": credential.public_part(sets[0]["uuid"], slips[0]).encode()}
        none_of(secrets, kiosk.traces(), there)

        secretary.do("open")
        election = Election.read(secretary.ask("/booth/election")["election"].encode())
        known, listed = vote(server.base, election, slips)
        secretary.do("close")
        count(secretary, tellers[:2])
        secrets, there = secrets | known, there | listed
        none_of(secrets, kiosk.traces(), there)
        none_of(secrets, {"the record": Haystack(packed(secretary))}, there)
        none_of({}, {"all memory": Haystack(b"".join(pages(server.process.pid)))}, in_memory_anyway(kiosk))
        none_of(secrets, {"what is left": kiosk.last_words()}, there)


def test_a_secret_that_did_come_to_the_server_would_be_found(tmp_path, monkeypatch):
    kiosk = Traced(tmp_path, monkeypatch)
    slip, share = credential.new_credential(), str(random_scalar())
    with kiosk.server as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        secretary.do("meeting", {"title": f"{slip} {share}", "cluster": "Cụm thi đua số 5", "year": 2025})
        careless = {"the slip": slip.encode(), "the share": share.encode()}
        none_of({"another slip": credential.new_credential().encode()}, kiosk.traces(), careless)
