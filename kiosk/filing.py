"""Filing the record of a counted meeting, under the kiosk's signature."""

import json

from ballots.record.audited import audited_files
from ballots.record.contents import CERTIFICATE, SHEET, VERIFIER
from ballots.record.document import Boards
from ballots.record.filing import pack_document
from ballots.record.packing import Files
from ballots.stage import Stage
from kiosk.durable import replace
from kiosk.hall import Hall
from kiosk.offload import offload
from kiosk.paper_store import PaperStore
from kiosk.paperwork import make_papers, meeting_json, paper_store
from kiosk.store import StoreFailed
from kiosk.verifier_page import verifier_page


def file_record(hall: Hall) -> bytes:
    """The bytes of record.zip; the same meeting gives the same bytes, until somebody signs a paper. Refused: `not-counted`."""
    hall.require("file_record")
    store = paper_store(hall) if hall.meeting.stage is Stage.ADOPTED else None
    return offload(_packed, hall, store, meeting_json(hall), hall.boards(), audited_files(hall.facts))


def _packed(hall: Hall, store: PaperStore | None, document: bytes, boards: Boards, audited: Files) -> bytes:
    """With the papers of `store`. Nothing is asked of the hall that may be another meeting's by now."""
    page, papers = verifier_page(), {}
    if store:
        make_papers(hall, store, document)
        document, page = store.meeting_json(), store.keep_verifier(page)
        papers = {**store.files(), CERTIFICATE: hall.certificate.certificate_pem}
    more = {SHEET: _sheet(document), VERIFIER: page, **papers, **audited}
    return pack_document(document, boards, hall.key.public_pem, hall.key.sign, more)


def results_sheet(hall: Hall) -> bytes:
    """results.xlsx of the counted meeting as it is now. Refused `not-counted`."""
    hall.require("file_record")
    return offload(_sheet, meeting_json(hall))


def _sheet(document: bytes) -> bytes:
    """For another thread: the spreadsheet library takes 0.2 s to load, and the kiosk starts without it."""
    from kiosk.results_sheet import make_results_sheet

    return make_results_sheet(json.loads(document))


def keep_record(hall: Hall) -> None:
    """The record of a counted meeting as a file in the instance, before the desk goes on to another and no page has it any
    more. Idempotent. Does nothing before the count; StoreFailed where it cannot be written."""
    if hall.meeting.stage.rank < Stage.COUNTED.rank:
        return
    path = hall.config.records_path / f"{hall.meeting_name}.zip"
    try:
        replace(path, file_record(hall))
    except OSError as problem:
        raise StoreFailed(
            "store-failed",
            "Chưa cất được hồ sơ vào %(path)s (%(why)s), nên chưa chuyển sang hội nghị khác. Xin kiểm tra đĩa rồi làm lại.",
            path=path,
            why=type(problem).__name__,
        ) from None
