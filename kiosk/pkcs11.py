"""A person's or a unit's certificate on a token (PKCS#11): the key never leaves it, the token signs.

Needs the optional extra `pkcs11`. The PIN passes through memory only: it is never stored, logged or said.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from ballots.errors import Refused


@contextmanager
def key_on_token(module: str, token: str, pin: str) -> Iterator[tuple[Any, x509.Certificate]]:
    """A signer of pyHanko and its certificate, as long as the block lasts; see `kiosk.pades.sign_with_pkcs11`."""
    try:
        import pkcs11
    except ImportError:
        raise Refused(
            "pkcs11-missing",
            "Bản cài này chưa có phần dùng USB ký số. Xin chạy lại bằng lệnh: uv run --extra pkcs11 app.py, hoặc ký bằng tệp "
            ".p12; văn bản chưa ký và vẫn còn nguyên.",
        ) from None
    session = _open(pkcs11, module, token, pin)
    try:
        yield _pair(pkcs11, session)
    except pkcs11.PKCS11Error as error:
        raise _unreadable(error) from None
    finally:
        session.close()


def _open(pkcs11: Any, module: str, token: str, pin: str) -> Any:
    try:
        return _token(pkcs11, module, token).open(user_pin=pin)
    except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid):
        raise Refused(
            "token-pin",
            "USB ký số không nhận mã PIN này. Xin gõ lại, và chú ý: gõ sai nhiều lần thì USB tự khóa; văn bản chưa ký và vẫn "
            "còn nguyên.",
        ) from None
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise _unreadable(error) from None


def _token(pkcs11: Any, module: str, label: str) -> Any:
    """Slots without a token, and tokens that nobody has set up yet, do not count."""
    ready = pkcs11.TokenFlag.TOKEN_INITIALIZED
    found = [one for one in pkcs11.lib(module).get_tokens() if ready in one.flags and label in ("", one.label)]
    if len(found) != 1:
        raise Refused(
            "token-missing",
            "Thấy %(count)s USB ký số phù hợp, cần đúng một. Xin chỉ cắm USB của người ký rồi làm lại.",
            count=len(found),
        )
    return found[0]


def _unreadable(error: Exception) -> Refused:
    return Refused(
        "token-unreadable",
        "Không dùng được USB ký số (%(why)s). Xin xem USB đã cắm chắc chưa, đường dẫn thư viện của nó có đúng không, rồi làm "
        "lại; văn bản chưa ký và vẫn còn nguyên.",
        why=type(error).__name__,
    )


def _pair(pkcs11: Any, session: Any) -> tuple[Any, x509.Certificate]:
    """The certificate whose key is on the token too: certificates of issuers lie beside it without one."""
    from asn1crypto import x509 as asn1
    from pyhanko.sign.pkcs11 import PKCS11Signer

    attribute, kind = pkcs11.Attribute, pkcs11.ObjectClass
    keys = {key[attribute.ID] for key in session.get_objects({attribute.CLASS: kind.PRIVATE_KEY})}
    own = [
        (one[attribute.ID], one[attribute.VALUE])
        for one in session.get_objects({attribute.CLASS: kind.CERTIFICATE})
        if one[attribute.ID] in keys
    ]
    if len(own) != 1:
        raise Refused(
            "certificate-no-key",
            "Trong USB ký số có %(count)s chứng thư kèm khóa, cần đúng một. Xin cắm đúng USB của người ký.",
            count=len(own),
        )
    identity, der = own[0]
    certificate = x509.load_der_x509_certificate(der)
    # Tokens hash for RSA; for ECDSA many can only sign a hash that is made outside.
    outside = isinstance(certificate.public_key(), EllipticCurvePublicKey)
    return (
        PKCS11Signer(session, signing_cert=asn1.Certificate.load(der), key_id=identity, use_raw_mechanism=outside),
        certificate,
    )
