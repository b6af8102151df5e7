"""How the tellers' phones lock the box together: what each has sent, and which round of the key ceremony is due (6.3).

Three rounds: every phone gives a certificate; then the shares of its own secret, each sealed to one other phone; then the
public half of what it was dealt. The kiosk passes these on and can check all that is public of them; what is secret in
them it cannot read. Whatever changes a certificate throws away what was made for the old ones, and the phones do it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from ballots.protocol.ceremony import make_trustees
from ballots.protocol.encoding import compact, sha_hex

Message = Mapping[str, object]


class Step(StrEnum):
    """What the phones are doing; `value` is stable: pages read it."""

    CERTIFICATES = "certificates"
    POLYNOMIALS = "polynomials"
    VOUTPUTS = "voutputs"
    COMPLETE = "complete"
    DISPUTED = "disputed"


@dataclass(frozen=True)
class Dispute:
    """The phone of teller `by` says that what it was dealt by teller `against` does not hold. Which of the two is wrong the
    kiosk cannot know."""

    by: int
    against: int
    code: str


@dataclass(frozen=True)
class Locking:
    """`size` tellers, `threshold` of whom open the box; what each has sent, by number."""

    size: int = 0
    threshold: int = 0
    certificates: Mapping[int, Message] = field(default_factory=dict)
    polynomials: Mapping[int, Message] = field(default_factory=dict)
    voutputs: Mapping[int, Message] = field(default_factory=dict)
    dispute: Dispute | None = None

    @property
    def step(self) -> Step:
        if self.dispute:
            return Step.DISPUTED
        if not self.certs:
            return Step.CERTIFICATES
        if not self.dealt:
            return Step.POLYNOMIALS
        return Step.COMPLETE if self._all(self.voutputs) else Step.VOUTPUTS

    @property
    def awaited(self) -> list[int]:
        """The tellers whose phones have not done the step that is due."""
        sent = {Step.POLYNOMIALS: self.polynomials, Step.VOUTPUTS: self.voutputs}.get(self.step, self.certificates)
        return [number for number in range(1, self.size + 1) if number not in sent]

    @property
    def certs(self) -> list[Message]:
        """All certificates in the order of their numbers; [] until the last is there."""
        return self._all(self.certificates)

    @property
    def certs_hash(self) -> str | None:
        """What names this set of certificates; None until the last is there."""
        return sha_hex(compact(self.certs)) if self.certs else None

    @property
    def dealt(self) -> list[Message]:
        """All polynomials in the order of their numbers; [] until the last is there."""
        return self._all(self.polynomials)

    @cached_property
    def trustees(self) -> bytes | None:
        """trustees.json, once the last phone has given its part. Asked for with every fact of the meeting."""
        if self.step is not Step.COMPLETE:
            return None
        return make_trustees(self.certs, self.dealt, self._all(self.voutputs))

    def _all(self, sent: Mapping[int, Message]) -> list[Message]:
        return [sent[number] for number in range(1, self.size + 1)] if len(sent) == self.size else []

    def renamed(self, size: int, threshold: int, kept: Iterable[int]) -> Locking:
        """For another committee: the certificates of those `kept` stay, if they were made for its numbers."""
        fits = (size, threshold) == (self.size, self.threshold)
        left = {number: cert for number, cert in self.certificates.items() if fits and number in set(kept)}
        return self if fits and left == self.certificates else Locking(size, threshold, left)

    def certified(self, number: int, cert: Message) -> Locking:
        """A dispute stays until the desk ends it: whoever cheated could else take its name off the wall by another key."""
        return Locking(self.size, self.threshold, {**self.certificates, number: cert}, dispute=self.dispute)

    def given_polynomial(self, number: int, polynomial: Message) -> Locking:
        return replace(self, polynomials={**self.polynomials, number: polynomial})

    def given_voutput(self, number: int, voutput: Message) -> Locking:
        return replace(self, voutputs={**self.voutputs, number: voutput})

    def disputed(self, dispute: Dispute) -> Locking:
        return Locking(self.size, self.threshold, self.certificates, dispute=dispute)

    def restarted(self) -> Locking:
        return Locking(self.size, self.threshold, self.certificates)
