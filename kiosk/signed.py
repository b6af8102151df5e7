"""What is found of a signature on a paper, and what may be wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Signed:
    """One signature of a paper, as it is found.

    `signer`: "name (organisation)" and `issuer`: the name of who issued the certificate, both as the certificate says them.
    `role`: the reason given. `at`: ISO 8601 to the second with its zone, as the signer says it, or "". `intact`: what was
    signed is unchanged, and nothing but further signatures was added since. `covers_whole`: the signature covers the
    whole file. `is_kiosk`: made with the kiosk's certificate; `trusted`: and it holds in every respect (`bottom_line` of
    pyHanko). `problem`: "", `pdf-changed`, `signature-invalid` or `certificate-expired-at-signing`; `is_kiosk` and the
    names say nothing where there is a problem.
    """

    signer: str
    issuer: str
    role: str
    at: str
    intact: bool
    covers_whole: bool
    is_kiosk: bool
    trusted: bool
    problem: str


def sentence(problem: str) -> str:
    """What a problem of `Signed` means, to the person who holds the paper."""
    return {
        "pdf-changed": "Văn bản đã bị sửa hoặc thêm bớt sau khi ký. Xin không dùng tệp này; lấy lại tệp gốc.",
        "signature-invalid": "Văn bản có chữ ký không khớp. Xin không dùng tệp này; lấy lại tệp gốc.",
        "certificate-expired-at-signing": "Văn bản có chữ ký vào lúc chứng thư của người ký không có hiệu lực.",
    }[problem]
