"""A threshold key (6.2) made with all its secrets in one hand, as only a test may: for verifying what real ones write."""

from functools import cache
from typing import Any, NamedTuple

from ballots.protocol import ceremony
from ballots.protocol.encoding import compact
from ballots.protocol.group import ORDER, element_of, power_of_g, random_scalar
from ballots.protocol.proofs import prove_schnorr
from ballots.protocol.trustee import make_single, new_seed


class Shared(NamedTuple):
    """The entry for trustees.json, and each holder's share of the private key."""

    entry: list[Any]
    shares: tuple[int, ...]


def shared_key(threshold: int, size: int, first_commitment: str | None = None, added_to_share: int = 0) -> Shared:
    """A key that `threshold` of `size` can use; the rest are ways to cheat that are signed as they should be."""
    signers = [random_scalar() for _ in range(size)]
    polynomials = [[random_scalar() for _ in range(threshold)] for _ in range(size)]
    shares = tuple(
        (added_to_share + sum(a * place**k for own in polynomials for k, a in enumerate(own))) % ORDER
        for place in range(1, size + 1)
    )
    certs = [_certificate(signer, size, threshold, place) for place, signer in enumerate(signers, 1)]
    exponents = [[_element(a) for a in polynomial] for polynomial in polynomials]
    exponents[0][0] = first_commitment or exponents[0][0]
    group = {
        "threshold": threshold,
        "certs": certs,
        "coefexps": [_signed(signer, {"coefexps": own}) for signer, own in zip(signers, exponents, strict=True)],
        "signatures": [
            _signature(signer, f"certs_sig|{compact({'certs': certs, 'coefexps': own}).decode()}")
            for signer, own in zip(signers, exponents, strict=True)
        ],
        "verification_keys": [
            {**make_single(share), "signature": _signature(signer, _element(share))}
            for signer, share in zip(signers, shares, strict=True)
        ],
    }
    return Shared(["Pedersen", group], shares)


def _certificate(signer: int, size: int, threshold: int, place: int) -> dict[str, Any]:
    context = {"group": "Ed25519", "size": size, "threshold": threshold, "index": place}
    message = {"context": context, "verification": _element(signer), "encryption": _element(random_scalar())}
    return _signed(signer, message)


def _signed(signer: int, value: object) -> dict[str, Any]:
    message = compact(value).decode()
    return {"message": message, "signature": _signature(signer, message)}


def _signature(signer: int, message: str) -> dict[str, str]:
    return prove_schnorr(f"sigmsg|{message}|", signer).record()


def _element(exponent: int) -> str:
    return element_of(power_of_g(exponent))


class Finished(NamedTuple):
    """A ceremony that is over: each holder's share, trustees.json, and what the phones sent, as (fact, part, messages)."""

    shares: tuple[int, ...]
    trustees: bytes
    told: tuple[tuple[str, str, list[dict[str, Any]]], ...]


@cache
def finished_ceremony(threshold: int, size: int) -> Finished:
    """The same one whenever it is asked for: most tests need one, and none needs a new one."""
    seeds = [new_seed() for _ in range(size)]
    certs = [ceremony.make_certificate(seed, size, threshold, place) for place, seed in enumerate(seeds, 1)]
    polynomials = [ceremony.make_polynomial(seed, certs) for seed in seeds]
    voutputs = [
        ceremony.make_voutput(seed, certs, ceremony.make_vinput(polynomials, place))
        for place, seed in enumerate(seeds, 1)
    ]
    shares = tuple(
        ceremony.opening_key(seed, voutput["private_key"], voutput["public_key"]["public_key"])
        for seed, voutput in zip(seeds, voutputs, strict=True)
    )
    told = (
        ("certificate_received", "cert", certs),
        ("polynomial_received", "polynomial", polynomials),
        ("voutput_received", "voutput", voutputs),
    )
    return Finished(shares, ceremony.make_trustees(certs, polynomials, voutputs), told)
