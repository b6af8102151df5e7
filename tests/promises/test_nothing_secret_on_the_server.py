"""P2 and P10 of the running program: a whole meeting, and then everything that the server process has is searched for what
it must never have had. The same search finds what is there, so it can find.
"""

import base64
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from ballots.protocol import ceremony, channel, credential
from ballots.protocol.ballot import marks_to_vote, tracker
from ballots.protocol.circle import read_circle
from ballots.protocol.election import Election
from ballots.protocol.group import ORDER, random_scalar
from ballots.protocol.opening import SEED_BYTES, read_opening
from ballots.protocol.trustee import channel_key, private_key
from ballots.slip_set import new_slips
from kiosk.rehearsal.people import Person, Secretary, Teller, TurnedAway, Voter
from kiosk.rehearsal.server import Server
from kiosk.rehearsal.watcher import Watcher
from tests.builders import auditable
from tests.searching import Haystack, Memory, files, forms_of_number, forms_of_text, open_files, pages, unpacked
from tests.served import seal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the memory of another process")

NUMBER = 4
NOMINEES = [f"Đơn vị dự bầu {place}" for place in range(1, 14)]
CONTESTS = [{"title": "Tiêu biểu xuất sắc", "seats": 6, "nominees": NOMINEES}]
VOTES = [[[0, 2, 3, 7, 11, 12]], [[1, 4, 5, 8, 9, 10]], [[0, 4, 6, 7, 9, 12]]]
AUDITED = [[2, 3, 5, 8, 10, 11]]
SEED = os.urandom(SEED_BYTES)


class KnownTeller(Teller):
    """A teller all of whose secrets the test knows."""

    def secrets(self) -> dict[str, bytes]:
        mine = private_key(self._seed), channel_key(self._seed)
        numbers = {"sk": mine[0], "dk": mine[1], **dict(self._received(self.sit(), mine[1]))}
        found = forms_of_text(f"seed {self.number}", self._seed)
        for name, number in numbers.items():
            found |= forms_of_number(f"{name} of teller {self.number}", number)
        return found

    def _received(self, seat: dict, decrypting: int) -> Iterator[tuple[str, int]]:
        """The own coefficients, what each teller dealt to this one, and the share that came of it."""
        circle, sealed = read_circle(seat["certs"]), seat["vinput"]
        own = circle.members[self.number - 1].verification
        for power, text in enumerate(channel.receive(decrypting, own, sealed["polynomial"], "polynomial")):
            yield f"coefficient {power}", int(text)
        for sender, (member, dealt) in enumerate(zip(circle.members, sealed["secrets"], strict=True), 1):
            yield f"value dealt by {sender}", int(channel.receive(decrypting, member.verification, dealt, "secret"))
        key = json.loads(seat["trustees"])[0][1]["verification_keys"][self.number - 1]["public_key"]
        yield "share", ceremony.opening_key(self._seed, seat["private_key"], key)


class Kiosk:
    """A server in a process of its own, whose every trace is in one folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.log = folder, folder / "stderr"
        (folder / "tmp").mkdir()
        monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
        within = ("sh", "-c", f'exec "$@" 2> "{self.log}"', "sh")
        self.server = Server(folder / "instance", within=within)
        self._memory = Memory(self.server.process.pid)

    def traces(self) -> dict[str, Haystack]:
        """Where a secret could be, now."""
        return {
            "the memory": Haystack(self._memory.written()),
            "the files": Haystack(files([self.folder]) + open_files(self.server.process.pid)),
        }

    def last_words(self) -> Haystack:
        """After the end: what was written to the terminal, and all that is left."""
        self.server.process.terminate()
        self.server.process.wait()
        said = self.server.process.stdout.read().encode()
        assert self.log.exists()
        return Haystack(said + files([self.folder]))


def of_slips(slips: tuple[str, ...], sets: list[dict]) -> dict[str, bytes]:
    found = {}
    for place, secret in enumerate(slips, 1):
        found |= forms_of_text(f"slip {place}", secret)
        for number, one in enumerate(sets, 1):
            exponent = credential.secret_exponent(one["uuid"], secret)
            found |= forms_of_number(f"exponent of slip {place} in round {number}", exponent)
    return found


def of_a_vote(name: str, election: Election, marks: list[list[int]]) -> dict[str, bytes]:
    """As a client writes a vote before it is sealed: the marks, and the vector of zeros and ones."""
    ((question, chosen),) = zip(election.questions, marks, strict=True)
    lists = {"marks": chosen, "vector": marks_to_vote(question, chosen)}
    compact = {f"{name}: {what}": json.dumps(one, separators=(",", ":")) for what, one in lists.items()}
    spaced = {f"{name}: {what}, spaced": json.dumps(one) for what, one in lists.items()}
    opening = {f"{name}: in an opening": "-".join(map(str, chosen))}
    return {what: text.encode() for what, text in (compact | spaced | opening).items()}


def of_the_opening(text: str) -> dict[str, bytes]:
    seed = read_opening(text).seed
    return {
        **forms_of_text("the opening", text),
        **forms_of_text("the opening's seed", text.split(".")[1]),
        **forms_of_number("the opening's seed", int.from_bytes(seed, "big")),
    }


def audited(base: str, election: Election, secret: str) -> str:
    """The voter with this slip has one ballot opened, which nothing brings into the box then; the opening."""
    raw, opened = auditable(election, secret, AUDITED, SEED)
    assert Person(base).send_bytes("/booth/audit", raw)["tracker"] == tracker(raw)
    with pytest.raises(TurnedAway) as refused:
        Voter(base, secret).cast(raw)
    assert refused.value.code == "ballot-audited"
    return opened


def none_of(secrets: dict[str, bytes], traces: dict[str, Haystack], there: dict[str, bytes]) -> None:
    """No secret anywhere; what is `there` by the meeting's rules is found everywhere."""
    for place, trace in traces.items():
        assert trace.found(there) == set(there), place
        assert trace.found(secrets) == set(), place


def in_memory_anyway(kiosk: Kiosk) -> dict[str, bytes]:
    """What the process has to have, each form of it for one that secrets are looked for in."""
    pem = (kiosk.folder / "instance" / "kiosk.key").read_bytes()
    order = forms_of_number("the order of the group", ORDER)["the order of the group, an integer of Python"]
    return {"the kiosk's own key": load_pem_private_key(pem, None).private_bytes_raw(), "the order of the group": order}


def packed(secretary: Secretary) -> bytes:
    """Every file of the record."""
    return b"".join(unpacked(secretary.fetch("/archive/record.zip")))


def hash_of(code: str) -> bytes:
    """The ballot's hash as the board writes it, from its tracking code."""
    return base64.b64decode(f"{code}=").hex().encode()


def vote(base: str, election: Election, slips: tuple[str, ...]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the voters alone know, and what the board has of it."""
    opened = audited(base, election, slips[0])
    voters = [Voter(base, secret) for secret in slips]
    codes = [voter.cast(voter.fill(marks)) for voter, marks in zip(voters, VOTES)]
    with pytest.raises(TurnedAway) as refused:
        voters[0].cast(voters[0].fill(VOTES[1]))
    assert refused.value.code == "slip-already-used"
    secrets = of_the_opening(opened) | of_a_vote("the audited ballot", election, AUDITED)
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
    kiosk = Kiosk(tmp_path, monkeypatch)
    with kiosk.server as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        tellers = seal(secretary, NUMBER, CONTESTS, tellers=3, holder=KnownTeller)
        secrets = {name: form for teller in tellers for name, form in teller.secrets().items()}
        slips, sets = new_slips(NUMBER)
        secretary.do("slips", {"sets": sets})
        secrets |= of_slips(slips, sets)
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
    kiosk = Kiosk(tmp_path, monkeypatch)
    slip, share = credential.new_credential(), str(random_scalar())
    with kiosk.server as server:
        secretary = Secretary(server.base)
        secretary.enter(server.desk)
        secretary.do("meeting", {"title": f"{slip} {share}", "cluster": "Cụm thi đua số 5", "year": 2025})
        careless = {"the slip": slip.encode(), "the share": share.encode()}
        none_of({"another slip": credential.new_credential().encode()}, kiosk.traces(), careless)
