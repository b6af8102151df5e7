"""Filing the record of a counted meeting, under the kiosk's signature."""

from importlib.metadata import version

from ballots.record.filing import make_record
from kiosk.hall import Hall

SOFTWARE = f"Hòm Phiếu {version('hom-phieu')}"


def file_record(hall: Hall) -> bytes:
    """The bytes of record.zip; the same meeting gives the same bytes. Refused: `not-counted`."""
    hall.require("file_record")
    return make_record(hall.meeting, hall.facts, hall.box.board, hall.key.public_pem, hall.key.sign, SOFTWARE)
