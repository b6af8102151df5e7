"""Threshold keys (6.2) made by the real ceremony with all its secrets in one hand, as only a test may have them.

Also ways to cheat in which everything is signed as it should be.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ballots.protocol import ceremony, pedersen, trustee
from ballots.protocol.group import ORDER
from ballots.protocol.signed import sign, signature


@dataclass(frozen=True)
class Shared:
    """A finished ceremony: what each trustee keeps, and what it published in each step. Places count from 1."""

    seeds: tuple[str, ...]
    certs: list[Any]
    polynomials: list[Any]
    voutputs: list[Any]

    @cached_property
    def entry(self) -> list[Any]:
        """The entry for trustees.json."""
        return json.loads(ceremony.make_trustees(self.certs, self.polynomials, self.voutputs))[0]

    @cached_property
    def shares(self) -> tuple[int, ...]:
        """Each trustee's share of the private key."""
        return tuple(
            ceremony.opening_key(seed, voutput["private_key"], voutput["public_key"]["public_key"])
            for seed, voutput in zip(self.seeds, self.voutputs, strict=True)
        )

    def vinput(self, place: int) -> dict[str, Any]:
        return ceremony.make_vinput(self.polynomials, place)


def certified(threshold: int, size: int) -> tuple[tuple[str, ...], list[Any]]:
    """New seeds, and their certificates for one group."""
    seeds = tuple(trustee.new_seed() for _ in range(size))
    return seeds, [ceremony.make_certificate(seed, size, threshold, place) for place, seed in enumerate(seeds, 1)]


def shared_key(threshold: int, size: int) -> Shared:
    """A key that `threshold` of `size` can use."""
    seeds, certs = certified(threshold, size)
    polynomials = [ceremony.make_polynomial(seed, certs) for seed in seeds]
    voutputs = [
        ceremony.make_voutput(seed, certs, ceremony.make_vinput(polynomials, place))
        for place, seed in enumerate(seeds, 1)
    ]
    return Shared(seeds, certs, polynomials, voutputs)


def committing_to(polynomial: Any, seed: str, certs: list[Any], exponents: list[str]) -> dict[str, Any]:
    """The polynomial of this seed with other commitments than those to the values that it deals."""
    signed = sign(trustee.private_key(seed), {"coefexps": exponents})
    agreed = signature(trustee.private_key(seed), pedersen.agreement(certs, signed))
    return {**polynomial, "coefexps": signed, "signature": agreed}


def commitments(polynomial: Any) -> list[str]:
    return json.loads(polynomial["coefexps"]["message"])["coefexps"]


def with_first_commitment(key: Shared, element: str) -> bytes:
    """The trustees' record in which the first commitment of trustee 1 is this element."""
    dealt = key.polynomials[0]
    changed = committing_to(dealt, key.seeds[0], key.certs, [element, *commitments(dealt)[1:]])
    return ceremony.make_trustees(key.certs, [changed, *key.polynomials[1:]], key.voutputs)


def with_other_share(key: Shared, place: int) -> bytes:
    """The trustees' record in which the trustee at this place proves and signs a key of its own."""
    return ceremony.make_trustees(key.certs, key.polynomials, other_share(key, place))


def other_share(key: Shared, place: int) -> list[Any]:
    """The last step's results, that of this place with the key of another share, proved and signed."""
    made = trustee.make_single((key.shares[place - 1] + 1) % ORDER)
    signed = {**made, "signature": signature(trustee.private_key(key.seeds[place - 1]), made["public_key"])}
    changed = {**key.voutputs[place - 1], "public_key": signed}
    return [*key.voutputs[: place - 1], changed, *key.voutputs[place:]]
