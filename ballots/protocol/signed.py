"""Signed messages of trustees: `{"message": TEXT, "signature": proof}`, TEXT being JSON as a string (6.2)."""

from typing import Any

from ballots.errors import Broken
from ballots.protocol.encoding import compact, has_fields, read_text
from ballots.protocol.group import Point
from ballots.protocol.proofs import prove_schnorr, read_proof, schnorr_holds


def sign(private: int, value: object) -> dict[str, Any]:
    """`value` as a message signed by this key."""
    message = compact(value).decode()
    return {"message": message, "signature": signature(private, message)}


def signature(private: int, text: str) -> dict[str, str]:
    """The bare signature of a text."""
    return prove_schnorr(_prefix(text), private).record()


def read_message(signed: Any, fields: tuple[str, ...]) -> Any:
    """The object inside a signed message; its signature is checked apart, once the signer is known."""
    if not has_fields(signed, ("message", "signature")):
        raise malformed()
    message = read_text(signed["message"], "trustee-malformed")
    if not has_fields(message, fields):
        raise malformed()
    return message


def check_signature(text: str, signer: Point, proof: Any) -> None:
    """Broken("trustee-signature") unless the holder of this key signed the text."""
    if not schnorr_holds(_prefix(text), signer, read_proof(proof, "trustee-malformed")):
        raise Broken("trustee-signature", "Chữ ký của kiểm phiếu viên trên khóa chung không đúng.")


def malformed() -> Broken:
    return Broken("trustee-malformed", "Khóa chung của các kiểm phiếu viên không đúng định dạng.")


def _prefix(text: str) -> str:
    return f"sigmsg|{text}|"
