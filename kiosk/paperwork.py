"""The papers of the meeting at hand: drafts until it has adopted its result, then made once, signed by the kiosk, and signed
in turn by whoever holds a certificate."""

import json
from collections import Counter

from ballots.errors import Refused
from ballots.record.contents import PAPERS
from ballots.record.document import make_document, make_draft_document
from ballots.stage import Stage
from ballots.text import required
from kiosk.certificate import FILE
from kiosk.hall import Hall
from kiosk.offload import offload
from kiosk.pades import sign_with_kiosk, sign_with_pkcs12, signatures_of
from kiosk.paper_store import PaperStore
from kiosk.papers import make_paper
from kiosk.software import SOFTWARE
from kiosk.store import StoreFailed

Borne = list[tuple[str, str]]
EARLY = ("attendance", "ballot")
_REASON = "Máy kiểm phiếu lập từ hồ sơ hội nghị"


def meeting_json(hall: Hall) -> bytes:
    """What the papers and the record say of the meeting as it is now; before the count, without a result. It reads the store,
    so it is not for another thread."""
    meeting = hall.meeting
    if meeting.stage.rank < Stage.COUNTED.rank:
        return make_draft_document(meeting, hall.key.fingerprint, SOFTWARE)
    return make_document(meeting, hall.facts, hall.boards(), hall.key.fingerprint, SOFTWARE)


def paper_store(hall: Hall) -> PaperStore:
    """Where the papers of the meeting at hand are. To be asked for before another thread is: meanwhile the hall may go on to
    another meeting."""
    return PaperStore(hall.config.papers_path / hall.meeting_name)


def make_papers(hall: Hall, store: PaperStore, document: bytes) -> None:
    """The papers of an adopted meeting, made of its `document` and signed by the kiosk where they are not yet: what they were
    made of once stays. Idempotent. CPU work, for another thread. Broken `papers-of-another`."""
    before = store.meeting_json()
    made_of = before if before and _tell_the_same(before, document) else document
    store.make_all(made_of, lambda pdf: _signed_by_kiosk(hall, pdf))


def _signed_by_kiosk(hall: Hall, pdf: bytes) -> bytes:
    """Where it is not the clock that is wrong now, it was when the certificate was made: nobody is to be stuck with that."""
    try:
        return sign_with_kiosk(pdf, hall.certificate, _REASON, hall.now())
    except Refused as refused:
        if refused.code not in ("certificate-not-yet", "certificate-expired"):
            raise
        raise Refused(
            refused.code,
            "%(why)s Nếu đồng hồ đã đúng thì trước đây nó sai: xin đổi tên tệp %(path)s rồi khởi động lại, máy kiểm phiếu sẽ "
            "tạo chứng thư mới.",
            why=refused,
            path=hall.config.instance / FILE,
        ) from None


def _tell_the_same(one: bytes, other: bytes) -> bool:
    """Whether both are of the same meeting with the same result, though maybe written by two versions of the program."""
    try:
        told = [[json.loads(raw)[part] for part in ("meeting", "rounds", "adoption")] for raw in (one, other)]
    except (LookupError, TypeError, ValueError, RecursionError):
        return False
    return told[0] == told[1]


def paper(hall: Hall, name: str) -> bytes:
    """One of PAPERS as a PDF: signed once the meeting has adopted its result, a draft before.

    Refused: `paper-missing` (no such paper), `not-counted` (before the count there are the attendance list and the paper
    ballot only), `meeting-missing`.
    """
    if name not in PAPERS:
        raise Refused("paper-missing", "Không có giấy tờ này; xin tải lại trang.")
    if not hall.meeting.called:
        raise Refused("meeting-missing", "Chưa có hội nghị; xin tạo hội nghị trước.")
    if hall.meeting.stage is Stage.ADOPTED:
        return offload(_signed, hall, paper_store(hall), meeting_json(hall), name)
    if name not in EARLY:
        hall.require("file_record")
    return offload(_draft, name, meeting_json(hall))


def _signed(hall: Hall, store: PaperStore, document: bytes, name: str) -> bytes:
    make_papers(hall, store, document)
    return store.read(name)


def _draft(name: str, document: bytes) -> bytes:
    return make_paper(name, document, draft=True)


def sign_paper(hall: Hall, name: str, p12: bytes, password: str, role: object) -> None:
    """One signature more on a paper, by the holder of a PKCS#12 certificate, who signs as `role`. Idempotent: it is a file
    first and then a fact, and whoever signs again after a failure between the two adds what is missing, and no more. The
    password and the key are forgotten at once. Refused: `not-adopted`, `paper-missing`, and the codes of
    `kiosk.pkcs12`. StoreFailed `signature-unlisted` where the paper is signed and the fact of it is not written."""
    signs_as = required(role, what="Vai trò của người ký")
    with hall.turn:
        hall.require("sign_paper")
        borne = offload(_sign, hall, paper_store(hall), meeting_json(hall), name, p12, password, signs_as)
        listed = [(one["signer"], one["role"]) for one in hall.meeting.signatures if one["paper"] == name]
        for signer, role in (Counter(borne) - Counter(listed)).elements():
            _tell_of_signature(hall, name, signer, role)


def _tell_of_signature(hall: Hall, name: str, signer: str, role: str) -> None:
    try:
        hall.record("paper_signed", {"paper": name, "signer": signer, "role": role})
    except StoreFailed:
        raise StoreFailed(
            "signature-unlisted",
            "Văn bản đã mang chữ ký của %(signer)s và đã được lưu; chỉ danh sách chữ ký ở trang này chưa ghi được vào đĩa. Tải "
            "văn bản về sẽ thấy chữ ký. Khi đĩa ghi được, xin bấm ký lần nữa để ghi vào danh sách; văn bản không bị ký "
            "hai lần.",
            signer=signer,
        ) from None


def _sign(hall: Hall, store: PaperStore, document: bytes, name: str, p12: bytes, password: str, role: str) -> Borne:
    """The signer and the role of every signature on the paper but the kiosk's, oldest first."""
    make_papers(hall, store, document)
    signed = store.sign(name, lambda pdf: sign_with_pkcs12(pdf, p12, password, role, hall.now()))
    found = signatures_of(signed, hall.certificate.certificate_pem)
    return [(one.signer, one.role) for one in found if not one.is_kiosk]
