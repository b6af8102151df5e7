"""Trustees: who holds the keys that open the tally together (section 6).

A `Pedersen` group made one key together (`ceremony`; verified in `pedersen`) and `threshold` of it are enough; a
`Single` trustee made a key alone and is always needed. Trustees are numbered from 1 through the whole record: that
number is the `owner` of a partial decryption. Everybody else asks `Trustees` whether the tally can be opened, and with
what.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ballots.errors import Broken
from ballots.protocol import pedersen
from ballots.protocol.encoding import base58_random, compact, has_fields, is_list, read_canonical, sha_number
from ballots.protocol.group import (
    NEUTRAL,
    NEUTRAL_POINT,
    ORDER,
    Element,
    Point,
    element_of,
    point_of,
    power,
    power_of_g,
    product,
    read_element,
)
from ballots.protocol.proofs import prove_schnorr, read_proof, schnorr_holds


@dataclass(frozen=True)
class Item:
    """One entry of the record: its trustees' numbers, their verification keys, and how many of them are needed."""

    owners: range
    keys: tuple[Element, ...]
    threshold: int
    joint_key: Element
    shared: bool

    def factor(self, factors: Mapping[int, Element]) -> Element:
        """This entry's part of the joint decryption factor (9): of the lowest-numbered trustees present."""
        present = [owner for owner in self.owners if owner in factors][: self.threshold]
        if len(present) < self.threshold:
            raise Broken("share-missing", "Chưa đủ phần mở khóa của các kiểm phiếu viên để mở kết quả.")
        if not self.shared:
            return factors[present[0]]
        places = [owner - self.owners.start + 1 for owner in present]
        weights = pedersen.lagrange(places)
        parts = (power(point_of(factors[owner]), weights[place]) for owner, place in zip(present, places, strict=True))
        return element_of(product(*parts))


@dataclass(frozen=True)
class Trustees:
    """The trustees of a record that has been verified."""

    items: tuple[Item, ...]
    raw: bytes

    @property
    def joint_key(self) -> Element:
        """The election's public key."""
        return element_of(product(*(point_of(item.joint_key) for item in self.items)))

    @property
    def verification_keys(self) -> tuple[Element, ...]:
        """The key of each trustee, at index owner - 1."""
        return tuple(key for item in self.items for key in item.keys)

    def can_open(self, owners: Collection[int]) -> bool:
        """Whether these trustees together can open the tally."""
        return all(sum(owner in owners for owner in item.owners) >= item.threshold for item in self.items)

    def combine(self, factors: Mapping[int, Element]) -> Element:
        """One ciphertext's decryption factor from the verified factors by owner; Broken("share-missing") if too few."""
        return element_of(product(*(point_of(item.factor(factors)) for item in self.items)))


def new_seed() -> str:
    """What a trustee keeps: 22 base58 characters."""
    return base58_random(22)


def private_key(seed: str) -> int:
    """The private key behind a seed, sk of 6.2: with it a trustee signs."""
    return sha_number(f"sk|{seed}") % ORDER


def channel_key(seed: str) -> int:
    """The other private key behind a seed, dk of 6.2: with it a trustee reads what others send (6.3)."""
    return sha_number(f"dk|{seed}") % ORDER


def make_single(private: int, name: str | None = None) -> dict[str, Any]:
    """A public key with the proof that its private key is known: a `Single` trustee's, or of a share in a group."""
    public = element_of(power_of_g(private))
    key: dict[str, Any] = {"pok": prove_schnorr(_pok_prefix(public), private).record(), "public_key": public}
    return key if name is None else {**key, "name": name}


def check_single(key: Any) -> Element:
    """The verification key of a `Single` trustee; Broken unless its holder proves to know the private key."""
    if not has_fields(key, ("pok", "public_key"), ("name",)) or not isinstance(key.get("name", ""), str):
        raise Broken("trustee-malformed", "Khóa của kiểm phiếu viên không đúng định dạng.")
    check_key(key)
    return key["public_key"]


def check_key(key: Any) -> None:
    """The proof of knowledge of a key that has `pok` and `public_key`, in both kinds of entries."""
    public = read_element(key["public_key"], "trustee-key-invalid")
    refuse_neutral(public)
    proof = read_proof(key["pok"], "trustee-malformed")
    if not schnorr_holds(_pok_prefix(key["public_key"]), public, proof):
        raise Broken("trustee-proof", "Khóa của kiểm phiếu viên không kèm chứng minh đúng là khóa của chính người đó.")


def refuse_neutral(*keys: Point) -> None:
    """Broken("trustee-key-neutral") for a key behind which there is no secret."""
    if NEUTRAL_POINT in keys:
        raise Broken("trustee-key-neutral", "Khóa của kiểm phiếu viên là khóa rỗng, ai cũng mở được.")


def trustees_record(keys: list[dict[str, Any]]) -> bytes:
    """The record of `Single` trustees, in the order of their numbers."""
    return compact([["Single", key] for key in keys])


def read_trustees(raw: bytes) -> Trustees:
    """The trustees of a record, all proofs verified, no key twice; Broken("trustee-...") otherwise."""
    entries = read_canonical(raw, "trustee-malformed")
    if not isinstance(entries, list) or not entries:
        raise Broken("trustee-malformed", "Danh sách kiểm phiếu viên không đúng định dạng hoặc trống.")
    items: list[Item] = []
    for entry in entries:
        items.append(_read_item(entry, items[-1].owners.stop if items else 1))
    trustees = Trustees(tuple(items), raw)
    _check_together(trustees)
    return trustees


def _read_item(entry: Any, first: int) -> Item:
    if is_list(entry, 2) and entry[0] == "Single":
        key = check_single(entry[1])
        return Item(range(first, first + 1), (key,), 1, key, shared=False)
    if is_list(entry, 2) and entry[0] == "Pedersen":
        group = pedersen.check(entry[1], check_key)
        owners = range(first, first + len(group.keys))
        return Item(owners, group.keys, group.threshold, group.joint_key, shared=True)
    raise Broken("trustee-malformed", "Danh sách kiểm phiếu viên có một mục không đúng định dạng.")


def _check_together(trustees: Trustees) -> None:
    keys = [item.joint_key for item in trustees.items]
    if len(set(keys)) != len(keys):
        raise Broken("trustee-repeated", "Hai kiểm phiếu viên có cùng một khóa; mỗi người phải có khóa riêng.")
    if NEUTRAL in (trustees.joint_key, *keys):
        raise Broken("trustee-key-neutral", "Khóa chung của các kiểm phiếu viên là khóa rỗng, ai cũng mở được.")


def _pok_prefix(public: Element) -> str:
    return f"pok|Ed25519|{public}|"
