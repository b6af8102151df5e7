"""What nobody but one person in the room may know, in every form in which it could lie around; and a kiosk that leaves all
its traces in one place, so that they can be searched for it.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pytest import MonkeyPatch

from ballots.protocol import ceremony, channel, credential
from ballots.protocol.ballot import marks_to_vote
from ballots.protocol.circle import read_circle
from ballots.protocol.election import Election
from ballots.protocol.opening import read_opening
from ballots.protocol.trustee import channel_key, private_key
from kiosk.rehearsal.server import Server
from tests.searching import SHORTEST, Haystack, Memory, files, forms_of_number, forms_of_text, open_files

Forms = dict[str, bytes]


class Traced:
    """A server in a process of its own; whatever it writes is in `folder` or in its memory."""

    def __init__(
        self, folder: Path, monkeypatch: MonkeyPatch, within: Sequence[str] = (), host: str = "127.0.0.1"
    ) -> None:
        self.folder, self._log = folder, folder / "stderr"
        (folder / "tmp").mkdir(parents=True)
        monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
        logged = ("sh", "-c", f'exec "$@" 2> "{self._log}"', "sh")
        self.server = Server(folder / "instance", host=host, within=(*within, *logged))
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
        assert self._log.exists()
        return Haystack(said + files([self.folder]))


def none_of(secrets: Forms, traces: dict[str, Haystack], there: Forms) -> None:
    """No secret anywhere; what is `there` by the meeting's rules is found everywhere, so the search can find."""
    for place, trace in traces.items():
        assert trace.found(there) == set(there), place
        assert trace.found(secrets) == set(), place


def of_a_teller(seed: str, seat: dict) -> Forms:
    """`seat`: what the teller's phone is told of its seat once the locks are made."""
    number, decrypting = seat["number"], channel_key(seed)
    found = forms_of_text(f"seed {number}", seed)
    for name, value in {"sk": private_key(seed), "dk": decrypting, **dict(_dealt(seed, seat))}.items():
        found |= forms_of_number(f"{name} of teller {number}", value)
    return found


def _dealt(seed: str, seat: dict) -> Iterator[tuple[str, int]]:
    """The own coefficients, what each teller dealt to this one, and the share that came of it."""
    circle, sealed, place = read_circle(seat["certs"]), seat["vinput"], seat["number"] - 1
    decrypting, own = channel_key(seed), circle.members[place].verification
    for power, text in enumerate(channel.receive(decrypting, own, sealed["polynomial"], "polynomial")):
        yield f"coefficient {power}", int(text)
    for sender, (member, dealt) in enumerate(zip(circle.members, sealed["secrets"], strict=True), 1):
        yield f"value dealt by {sender}", int(channel.receive(decrypting, member.verification, dealt, "secret"))
    key = json.loads(seat["trustees"])[0][1]["verification_keys"][place]["public_key"]
    yield "share", ceremony.opening_key(seed, seat["private_key"], key)


def of_slips(slips: Sequence[str], uuids: Sequence[str]) -> Forms:
    """`uuids`: of the elections that the slips were made for, as far as they are known."""
    found: Forms = {}
    for place, secret in enumerate(slips, 1):
        found |= forms_of_text(f"slip {place}", secret)
        for number, uuid in enumerate(uuids, 1):
            exponent = credential.secret_exponent(uuid, secret)
            found |= forms_of_number(f"exponent of slip {place} in round {number}", exponent)
    return found


def of_a_vote(name: str, election: Election, marks: list[list[int]]) -> Forms:
    """As a client writes a vote before it is sealed: the marks, the vectors of zeros and ones, as in an opening."""
    votes = [marks_to_vote(question, chosen) for question, chosen in zip(election.questions, marks, strict=True)]
    texts = {"in an opening": "_".join("-".join(map(str, chosen)) for chosen in marks)}
    for what, value in {"marks": marks, "votes": votes, **dict(zip("abcdefg", [*marks, *votes]))}.items():
        texts |= {what: json.dumps(value, separators=(",", ":")), f"{what}, spaced": json.dumps(value)}
    long = {what: text for what, text in texts.items() if len(text) >= 2 * SHORTEST or what == "in an opening"}
    return {f"{name}: {what}": text.encode() for what, text in long.items()}


def of_an_opening(text: str) -> Forms:
    seed = read_opening(text).seed
    return {
        **forms_of_text("the opening", text),
        **forms_of_text("the opening's seed", text.split(".")[1]),
        **forms_of_number("the opening's seed", int.from_bytes(seed, "big")),
    }


def hash_of(code: str) -> bytes:
    """The ballot's hash as the board writes it, from its tracking code."""
    return base64.b64decode(f"{code}=").hex().encode()
