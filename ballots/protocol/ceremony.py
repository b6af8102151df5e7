"""How n trustees make one key together, so that any t of them can use it and fewer cannot (6.2, 6.3).

Each keeps nothing but a seed of 22 characters. In three steps, each once all have finished the one before, everybody
publishes a certificate, then a polynomial (commitments, and for each other trustee one value, encrypted), then what
came of the values received (the encrypted own share, and its public key). Whoever carries these between the trustees
learns no share and can alter nothing unnoticed: the `check_` functions are what anybody can verify, `make_voutput` is
where a trustee verifies all that it was sent. The forms are those of belenios, to the byte.

What this file does not do: tell a trustee that the certificates are those of the people in the room (each compares
the finished set with the others), and choose t.
"""

from typing import Any

from ballots.errors import Broken
from ballots.protocol import channel, pedersen
from ballots.protocol.circle import Circle, certified, read_circle
from ballots.protocol.encoding import compact, has_fields, is_list
from ballots.protocol.group import (
    ORDER,
    Element,
    Point,
    element_of,
    power_of_g,
    random_scalar,
    read_scalar,
)
from ballots.protocol.signed import malformed, sign, signature
from ballots.protocol.trustee import channel_key, check_key, make_single, private_key

_POLYNOMIAL = ("polynomial", "secrets", "coefexps", "signature")
_VINPUT = ("polynomial", "secrets", "coefexps", "signatures")


def make_certificate(seed: str, size: int, threshold: int, index: int) -> dict[str, Any]:
    """Step 1: the keys of the trustee at place `index` (from 1) in a group of `size`, for this very group."""
    keys = (element_of(power_of_g(key)) for key in (private_key(seed), channel_key(seed)))
    verification, encryption = keys
    context = pedersen.context(size, threshold, index)
    message = {"context": context, "verification": verification, "encryption": encryption}
    return sign(private_key(seed), message)


def check_certificate(cert: Any, size: int, threshold: int, index: int) -> Element:
    """The verification key VK of a certificate made for this very group and place; Broken("trustee-...") otherwise."""
    return element_of(certified(cert, size, threshold, index).verification)


def make_polynomial(seed: str, certs: list[Any]) -> dict[str, Any]:
    """Step 2: new random coefficients, dealt to all. Broken("trustee-not-listed") if the seed has no certificate.

    Secret to itself: the coefficients; to trustee j: the value at j; to all: g^coefficient.
    """
    circle = read_circle(certs)
    circle.place_of(seed)
    signing, own = private_key(seed), element_of(power_of_g(channel_key(seed)))
    coefficients = [random_scalar() for _ in range(circle.threshold)]
    coefexps = sign(signing, {"coefexps": [element_of(power_of_g(one)) for one in coefficients]})
    return {
        "polynomial": channel.send(signing, own, {"polynomial": [str(one) for one in coefficients]}),
        "secrets": [
            channel.send(signing, element_of(member.encryption), {"secret": str(_value(coefficients, place))})
            for place, member in enumerate(circle.members, 1)
        ],
        "coefexps": coefexps,
        "signature": signature(signing, pedersen.agreement(certs, coefexps)),
    }


def check_polynomial(polynomial: Any, certs: list[Any], index: int) -> None:
    """What anybody can check of the polynomial of trustee `index`; Broken where it does not hold.

    Its encrypted values can be checked by their recipients alone.
    """
    circle = read_circle(certs)
    if not has_fields(polynomial, _POLYNOMIAL) or not is_list(polynomial["secrets"], len(certs)):
        raise malformed()
    for sealed in (polynomial["polynomial"], *polynomial["secrets"]):
        channel.read_sealed(sealed)
    circle.commitments(index, polynomial["coefexps"], polynomial["signature"])


def make_vinput(polynomials: list[dict[str, Any]], index: int) -> dict[str, Any]:
    """What trustee `index` is sent of all polynomials, in their order: the commitments, and what is meant for it."""
    return {
        "polynomial": polynomials[index - 1]["polynomial"],
        "secrets": [one["secrets"][index - 1] for one in polynomials],
        "coefexps": [one["coefexps"] for one in polynomials],
        "signatures": [one["signature"] for one in polynomials],
    }


def make_voutput(seed: str, certs: list[Any], vinput: Any) -> dict[str, Any]:
    """Step 3: the own share, encrypted to oneself, and its public key, after everything received was verified.

    Broken("dealing-invalid") with value `sender` where what that trustee sent does not hold (its own number where the
    own polynomial was altered on the way); "trustee-not-listed" and "trustee-..." about the certificates.
    """
    circle = read_circle(certs)
    place, size = circle.place_of(seed), len(certs)
    lists = _VINPUT[1:]
    if not has_fields(vinput, _VINPUT) or not all(is_list(vinput[field], size) for field in lists):
        raise malformed()
    share = sum(_received(seed, circle, place, sender, vinput) for sender in range(1, size + 1)) % ORDER
    signing, own = private_key(seed), element_of(circle.members[place - 1].encryption)
    key = make_single(share)
    return {
        "private_key": channel.send(signing, own, {"decryption_key": str(share)}),
        "public_key": {**key, "signature": signature(signing, key["public_key"])},
    }


def check_voutput(voutput: Any, certs: list[Any], polynomials: list[dict[str, Any]], index: int) -> None:
    """What anybody can check of what trustee `index` made: its key is proved, signed, and the committed one."""
    circle = read_circle(certs)
    if not has_fields(voutput, ("private_key", "public_key")):
        raise malformed()
    channel.read_sealed(voutput["private_key"])
    dealt = [circle.commitments(place, one["coefexps"], one["signature"]) for place, one in enumerate(polynomials, 1)]
    expected = pedersen.at(pedersen.added(dealt), index)
    pedersen.check_verification_key(voutput["public_key"], circle.members[index - 1].verification, expected, check_key)


def make_trustees(certs: list[Any], polynomials: list[dict[str, Any]], voutputs: list[dict[str, Any]]) -> bytes:
    """trustees.json of the finished group, from parts that have been checked."""
    group = {
        "threshold": read_circle(certs).threshold,
        "certs": certs,
        "coefexps": [one["coefexps"] for one in polynomials],
        "signatures": [one["signature"] for one in polynomials],
        "verification_keys": [one["public_key"] for one in voutputs],
    }
    return compact([["Pedersen", group]])


def opening_key(seed: str, private_key_message: str, verification_key: Element) -> int:
    """The share with which a trustee decrypts; Broken("share-not-mine") unless it is the one behind this key."""
    try:
        signer = power_of_g(private_key(seed))
        share = read_scalar(channel.receive(channel_key(seed), signer, private_key_message, "decryption_key"))
    except Broken:
        share = None
    if share is None or element_of(power_of_g(share)) != verification_key:
        raise Broken("share-not-mine", "Mã bí mật trên máy này không mở được phần khóa này.")
    return share


def _received(seed: str, circle: Circle, place: int, sender: int, vinput: Any) -> int:
    """The value that `sender` dealt to `place`, which holds this seed."""
    try:
        at = sender - 1
        committed = circle.commitments(sender, vinput["coefexps"][at], vinput["signatures"][at])
        if sender == place:
            _check_own(seed, committed, vinput["polynomial"])
        signer = circle.members[at].verification
        secret = read_scalar(channel.receive(channel_key(seed), signer, vinput["secrets"][at], "secret"))
        if power_of_g(secret) != pedersen.at(committed, place):
            raise Broken("trustee-share", "Phần khóa nhận được không khớp với những gì người gửi đã cam kết.")
    except Broken as wrong:
        sentence = "Phần khóa do kiểm phiếu viên số %(sender)s gửi không khớp; cần lập lại khóa."
        raise Broken("dealing-invalid", sentence, sender=sender) from wrong
    return secret


def _check_own(seed: str, committed: list[Point], sealed: Any) -> None:
    """The own polynomial has come back as it was dealt."""
    own = channel.receive(channel_key(seed), power_of_g(private_key(seed)), sealed, "polynomial")
    if not isinstance(own, list) or [power_of_g(read_scalar(one)) for one in own] != committed:
        raise malformed()


def _value(coefficients: list[int], place: int) -> int:
    return sum(one * place**power for power, one in enumerate(coefficients)) % ORDER
