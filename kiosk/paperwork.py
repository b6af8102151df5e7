"""The papers of the meeting at hand: drafts until it has adopted its result, then made once, signed by the kiosk, and signed
in turn by whoever holds a certificate."""

from ballots.errors import Refused
from ballots.record.contents import PAPERS
from ballots.record.document import make_document, make_draft_document
from ballots.stage import Stage
from ballots.text import required
from kiosk.hall import Hall, offload
from kiosk.pades import sign_with_kiosk, sign_with_pkcs12, signatures_of
from kiosk.paper_store import PaperStore
from kiosk.papers import make_paper
from kiosk.software import SOFTWARE

EARLY = ("attendance", "ballot")
_REASON = "Máy kiểm phiếu lập từ hồ sơ hội nghị"


def meeting_json(hall: Hall) -> bytes:
    """What the papers and the record say of the meeting as it is now; before the count, without a result. It reads the store,
    so it is not for another thread."""
    meeting = hall.meeting
    if meeting.stage.rank < Stage.COUNTED.rank:
        return make_draft_document(meeting, hall.key.fingerprint, SOFTWARE)
    return make_document(meeting, hall.facts, hall.boards(), hall.key.fingerprint, SOFTWARE)


def signed_papers(hall: Hall, document: bytes) -> PaperStore:
    """The papers of an adopted meeting, made of `document` and signed by the kiosk where they are not yet: what they were made
    of once stays. Idempotent. CPU work, for another thread."""
    store = PaperStore(hall.config.papers_path / hall.meeting_name)
    store.make_all(
        store.meeting_json() or document, lambda pdf: sign_with_kiosk(pdf, hall.certificate, _REASON, hall.now())
    )
    return store


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
        return offload(_signed, hall, meeting_json(hall), name)
    if name not in EARLY:
        hall.require("file_record")
    return offload(_draft, name, meeting_json(hall))


def _signed(hall: Hall, document: bytes, name: str) -> bytes:
    return signed_papers(hall, document).read(name)


def _draft(name: str, document: bytes) -> bytes:
    return make_paper(name, document, draft=True)


def sign_paper(hall: Hall, name: str, p12: bytes, password: str, role: object) -> None:
    """One signature more on a paper, by the holder of a PKCS#12 certificate, who signs as `role`. Not idempotent. The
    password and the key are forgotten at once. Refused: `not-adopted`, `paper-missing`, and the codes of
    `kiosk.pkcs12`."""
    hall.require("sign_paper")
    signs_as = required(role, what="Vai trò của người ký")
    signer = offload(_sign, hall, meeting_json(hall), name, p12, password, signs_as)
    hall.record("paper_signed", {"paper": name, "signer": signer, "role": signs_as})


def _sign(hall: Hall, document: bytes, name: str, p12: bytes, password: str, role: str) -> str:
    """The name of the one who has signed."""
    store = signed_papers(hall, document)
    signed = store.sign(name, lambda pdf: sign_with_pkcs12(pdf, p12, password, role, hall.now()))
    return signatures_of(signed)[-1].signer
