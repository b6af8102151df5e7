"""A person's or a unit's own certificate, out of a PKCS#12 file (.p12, .pfx), and whether it may sign now.

The file and its password pass through memory only: they are never stored, logged or said.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import pkcs12

from ballots.errors import Refused
from kiosk.certificate import common_name

MOST_BYTES = 400_000
"""Far more than any has, and little enough never to be laid down on the disk while it comes in."""
LEAST_RSA_BITS, LEAST_EC_BITS = 2048, 256
_DAY = "%d/%m/%Y"


@dataclass(frozen=True)
class OwnCertificate:
    """`chain`: the issuers' certificates that the file brings along, for the reader of the paper."""

    certificate: x509.Certificate
    key: RSAPrivateKey | EllipticCurvePrivateKey = field(repr=False)
    chain: tuple[x509.Certificate, ...] = ()


def open_pkcs12(raw: bytes, password: str) -> OwnCertificate:
    """Refused `pkcs12-unreadable`, `pkcs12-password`, `certificate-no-key`. Says nothing of whether it may sign."""
    if not _is_pkcs12(raw):
        raise _unreadable()
    opened = _load(raw, password)
    if opened is None:
        raise Refused(
            "pkcs12-password",
            "Mật khẩu không mở được tệp chứng thư số. Xin gõ lại mật khẩu (chú ý chữ hoa và bộ gõ tiếng Việt); văn bản "
            "chưa ký và vẫn còn nguyên.",
        )
    if opened.key is None or opened.cert is None:  # `cert` is the one whose key it is
        raise Refused(
            "certificate-no-key",
            "Tệp này không có khóa bí mật đi cùng chứng thư số, nên không ký được. Xin xuất lại tệp .p12 từ nơi giữ chứng "
            "thư, chọn kèm theo khóa bí mật.",
        )
    return OwnCertificate(
        opened.cert.certificate, opened.key, tuple(other.certificate for other in opened.additional_certs)
    )


def _is_pkcs12(raw: bytes) -> bool:
    """Told apart from a wrong password before the password is tried."""
    from asn1crypto.pkcs12 import Pfx  # only whoever signs needs it, in a thread of its own

    try:
        return Pfx.load(raw[:MOST_BYTES], strict=True).native is not None
    except Exception:  # the library's list of errors for a damaged file is open-ended
        return False


def _unreadable() -> Refused:
    return Refused(
        "pkcs12-unreadable",
        "Tệp này không phải tệp chứng thư số đọc được (cần tệp .p12 hoặc .pfx). Xin chọn đúng tệp, hoặc xuất lại từ nơi "
        "giữ chứng thư; văn bản chưa ký và vẫn còn nguyên.",
    )


def _load(raw: bytes, password: str) -> pkcs12.PKCS12KeyAndCertificates | None:
    """None where the password is wrong. A file without a password was written with none or with an empty one."""
    for attempt in [password.encode()] if password else [None, b""]:
        try:
            return pkcs12.load_pkcs12(raw, attempt)
        except ValueError:
            continue
        except Exception:  # an algorithm nobody uses any more, or a key that is none
            raise _unreadable() from None
    return None


def require_usable(certificate: x509.Certificate, at: datetime) -> None:
    """Refused `certificate-not-yet`, `certificate-expired`, `certificate-weak`, `certificate-not-for-signing`: whether a
    signature of `at` (local time, or with a zone) with this certificate would stand."""
    name, moment = common_name(certificate.subject), at.astimezone(UTC)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if moment < start:
        raise Refused(
            "certificate-not-yet",
            "Chứng thư số của %(name)s đến ngày %(day)s mới có hiệu lực. Xin xem đồng hồ của máy này có đúng không, hoặc "
            "dùng chứng thư khác; văn bản chưa ký và vẫn còn nguyên.",
            name=name,
            day=start.astimezone(at.tzinfo).strftime(_DAY),
        )
    if moment > end:
        raise Refused(
            "certificate-expired",
            "Chứng thư số của %(name)s hết hạn từ ngày %(day)s. Xin xem đồng hồ của máy này có đúng không, hoặc dùng chứng "
            "thư còn hạn; văn bản chưa ký và vẫn còn nguyên.",
            name=name,
            day=end.astimezone(at.tzinfo).strftime(_DAY),
        )
    if not _is_strong(certificate):
        raise Refused(
            "certificate-weak",
            "Khóa của chứng thư số %(name)s quá yếu hoặc thuộc loại không dùng để ký văn bản (cần RSA từ 2048 bit hoặc ECDSA "
            "từ 256 bit). Xin dùng chứng thư khác.",
            name=name,
        )
    _require_purpose(certificate, name)


def _is_strong(certificate: x509.Certificate) -> bool:
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return False
    if isinstance(key, RSAPublicKey):
        return key.key_size >= LEAST_RSA_BITS
    return isinstance(key, EllipticCurvePublicKey) and key.curve.key_size >= LEAST_EC_BITS


def _require_purpose(certificate: x509.Certificate, name: str) -> None:
    """A certificate that does not say what it is for may sign (RFC 5280, 4.2.1.3)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    except ValueError:  # extensions that nobody can read
        usage = None
    if usage is None or not (usage.digital_signature or usage.content_commitment):
        raise Refused(
            "certificate-not-for-signing",
            "Chứng thư số của %(name)s không được cấp để ký. Xin dùng chứng thư ký số của người hoặc đơn vị ấy.",
            name=name,
        )
