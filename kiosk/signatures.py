"""The papers in a record: whose signatures they bear, and whether they say what the record says.

Trusted is one certificate, the kiosk's in the record, and that only where it names the fingerprint of the key that signed
the record. Whoever else signed is named; whether their certificate is good is for those who issued it to say.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from ballots.errors import Broken, Refused
from ballots.findings import Failure, Findings
from ballots.record.contents import CERTIFICATE, PAPERS
from ballots.record.packing import PUBLIC_KEY
from ballots.record.shape import MEETING
from ballots.record.signature import fingerprint
from kiosk.certificate import certificate_name, read_name
from kiosk.pades import signatures_of
from kiosk.papers import make_paper
from kiosk.signed import Signed, sentence
from kiosk.software import SOFTWARE

MOST_BYTES = 5_000_000
"""Of a meeting.json that papers are made of again; a real one has some ten thousand."""
_NOT_COMPARED = "Nội dung văn bản: không so được với văn bản lập lại từ số liệu, chỉ so được số liệu đính kèm:"


def paper_checks(files: Mapping[str, bytes]) -> tuple[list[Failure], list[str]]:
    """What does not hold, and sentences that say whose the papers are; ([], []) where a record has none.

    `files`: the record's, by name. Codes: `certificate-missing`, `certificate-unreadable`, `certificate-other`, and for each
    paper `pdf-unreadable`, `pdf-changed`, `signature-invalid`, `certificate-expired-at-signing`, `paper-unsigned` (not by
    this kiosk), `paper-unknown`, `paper-data` (made of other data), `paper-differs` (not what this program makes of the
    data; compared where it made them). Never raises for what is in them.
    """
    papers = sorted(name for name in files if name.endswith(".pdf"))
    if not papers:
        return [], []
    found, said = Findings(), []
    certificate = found.attempt(_certificate, files)
    again, compared = _made_again(papers, files)
    for name in papers:
        signed = found.attempt(_signatures, name, files, certificate)
        if signed is not None:
            found.failed += _check_signatures(name, signed)
            found.failed += _check_content(name, files, again)
            said.append(f"{name}: {'; '.join(map(said_of, signed)) or 'chưa ai ký'}.")
    return found.failed, [*said, compared]


def _certificate(files: Mapping[str, bytes]) -> bytes:
    """The certificate to trust. Broken `certificate-missing`, `certificate-unreadable`, `certificate-other`."""
    if CERTIFICATE not in files:
        raise Broken(
            "certificate-missing",
            "Hồ sơ có văn bản nhưng thiếu chứng thư của máy kiểm phiếu (%(name)s).",
            name=CERTIFICATE,
        )
    if read_name(files[CERTIFICATE]) != certificate_name(fingerprint(files.get(PUBLIC_KEY, b""))):
        raise Broken(
            "certificate-other", "Chứng thư ký văn bản trong hồ sơ không phải của máy kiểm phiếu đã lập hồ sơ này."
        )
    return files[CERTIFICATE]


def _signatures(name: str, files: Mapping[str, bytes], certificate: bytes | None) -> list[Signed]:
    try:
        return signatures_of(files[name], certificate)
    except Broken as broken:
        raise Broken(broken.code, "%(name)s: %(why)s", name=name, why=str(broken)) from None


def _check_signatures(name: str, signed: list[Signed]) -> Iterator[Failure]:
    for problem in sorted({one.problem for one in signed if one.problem}):
        yield Failure(problem, f"{name}: {sentence(problem)}")
    if not any(one.trusted for one in signed):
        yield Failure("paper-unsigned", f"{name} không có chữ ký còn nguyên của máy kiểm phiếu đã lập hồ sơ này.")


def _check_content(name: str, files: Mapping[str, bytes], again: Mapping[str, bytes | None]) -> Iterator[Failure]:
    if name not in PAPERS.values():
        yield Failure("paper-unknown", f"{name} không phải văn bản của hồ sơ.")
    if _attached(files[name]) != files.get(MEETING):
        yield Failure("paper-data", f"{name}: số liệu đính kèm không phải là {MEETING} của hồ sơ.")
    if name in again and not _grew_from(files[name], again[name]):
        yield Failure("paper-differs", f"{name}: nội dung khác với văn bản lập lại từ {MEETING} của hồ sơ.")


def _attached(pdf: bytes) -> bytes | None:
    from kiosk.pdf_checking import attached

    try:
        return attached(pdf, MEETING)
    except Broken:
        return None


def _grew_from(pdf: bytes, original: bytes | None) -> bool:
    from kiosk.pdf_checking import grew_from

    try:
        return original is not None and grew_from(pdf, original)
    except Broken:
        return False


def _made_again(papers: list[str], files: Mapping[str, bytes]) -> tuple[dict[str, bytes | None], str]:
    """Each paper as this program makes it of the data, None where none can be made of them; and what that tells."""
    meeting_json = files.get(MEETING, b"")
    software = _software(meeting_json)
    if software != SOFTWARE or len(meeting_json) > MOST_BYTES:
        return {}, f"{_NOT_COMPARED} hồ sơ do {software or 'phần mềm không rõ tên'} lập, máy này là {SOFTWARE}."
    try:
        again = {file: _made(paper, meeting_json) for paper, file in PAPERS.items() if file in papers}
    except Refused as refused:
        return {}, f"{_NOT_COMPARED} {refused}"
    return again, f"Nội dung văn bản: đã so từng byte với văn bản lập lại từ {MEETING}."


def _made(paper: str, meeting_json: bytes) -> bytes | None:
    try:
        return make_paper(paper, meeting_json, draft=False)
    except Refused:
        raise
    except Exception:  # what is wrong with the data is told by the record's own checks
        return None


def _software(meeting_json: bytes) -> str:
    try:
        return str(json.loads(meeting_json)["software"])
    except (LookupError, TypeError, ValueError, RecursionError):
        return ""


def said_of(one: Signed) -> str:
    """ "Nguyễn Văn A (BHXH tỉnh X) ký với vai trò Chủ trì, 14:05 ngày 03/01/2027, chứng thư do … cấp", in one line."""
    when = datetime.fromisoformat(one.at).strftime("%H:%M ngày %d/%m/%Y") if one.at else "không ghi lúc nào"
    if one.problem:
        return f"chữ ký mang tên {one.signer} không đúng"
    if one.trusted:
        return f"máy kiểm phiếu ký {when}"
    return f"{one.signer} ký với vai trò {one.role or 'không ghi'}, {when}, chứng thư do {one.issuer} cấp (hỏi nơi cấp)"
