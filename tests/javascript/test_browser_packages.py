"""P6: whatever is done to the package of a record, the browser refuses it under the same code as Python."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator

import pytest

from ballots.record.packing import write_zip
from ballots.record.shape import MEETING
from tests.javascript.test_browser_records import BOX, FILES, RECORD, same_codes

pytestmark = pytest.mark.usefixtures("remembered")


def zipped(method: int = zipfile.ZIP_STORED, more: int = 0, **changed: object) -> bytes:
    """The record as another program packs it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as packed:
        for name, body in [*sorted(FILES.items()), *((f"f{n}", b"") for n in range(more))]:
            entry = zipfile.ZipInfo(str(changed.get(name, name)), (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = method, 3, 0o100644 << 16
            for field, value in changed.items():
                if field in ("comment", "extra", "date_time", "create_system", "external_attr"):
                    setattr(entry, field, value)
            packed.writestr(entry, body)
    return content.getvalue()


def large(raw: bytes) -> bytes:
    """With the records that a ZIP of more than 4 GB has before its end (APPNOTE 4.3.14, 4.3.15)."""
    body, end = raw[:-22], raw[-22:]
    _, number, size, offset = struct.unpack("<HHLL", end[8:20])
    told = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, number, number, size, offset)
    return body + told + struct.pack("<4sLQL", b"PK\6\7", 0, len(body), 1) + end


def packages() -> dict[str, bytes]:
    """The record in other forms."""
    return {
        "as it is": zipped(),
        "cut off": RECORD[:-1],
        "cut in the middle": RECORD[: len(RECORD) // 2],
        "two letters": b"PK",
        "an empty ZIP": b"PK\5\6" + bytes(18),
        "less than an empty ZIP": b"PK\5\6" + bytes(17),
        "something after": RECORD + b"x",
        "the end of a ZIP after": RECORD + b"PK\5\6",
        "an empty ZIP after": RECORD + b"PK\5\6" + bytes(18),
        "much after": RECORD + bytes(70_000),
        "something before": b"PK" + RECORD,
        "itself before": RECORD + RECORD,
        "packed small": zipped(zipfile.ZIP_DEFLATED),
        "another day": zipped(date_time=(2026, 1, 23, 9, 0, 0)),
        "another system": zipped(create_system=0),
        "other rights": zipped(external_attr=0),
        "a comment": zipped(comment=b"hello"),
        "an extra field": zipped(extra=b"UT\x02\x00ab"),
        "a broken extra field": zipped(extra=b"UT\xff\x00ab"),
        "too many files": zipped(more=60),
        "a folder": zipped(**{BOX: f"folder/{BOX}"}),
        "a hidden file": zipped(**{BOX: ".bel"}),
        "marks in a name": zipped(**{BOX: "hòm.bel"}),
        "a name twice": zipped(**{BOX: MEETING}),
        "the sizes of a large ZIP": large(RECORD),
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_package_in_any_other_form_is_refused_under_the_same_code():
    codes = same_codes(packages())
    assert [name for name, code in codes.items() if code is None] == ["as it is"]
    assert {*codes.values()} == {None, "record-damaged", "record-name", "record-not-canonical", "record-file-missing"}


def headers(raw: bytes) -> Iterator[int]:
    """The places of a small ZIP that are no content: every header, the directory and the end."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        for entry in packed.infolist():
            yield from range(entry.header_offset, entry.header_offset + 30 + len(entry.filename))
        yield from range(packed.start_dir, len(raw))


def test_no_changed_byte_gets_through():
    chance = random.Random(7)
    small = write_zip({"a.txt": b"one", "b": b"", "c.csv": b"PK\1\2 and more"})
    places = [*headers(small), *chance.sample(range(len(small)), 20)]
    for bits in (1, 2, 0x20, 0x80, 0xFF):
        cases = {f"{at} ^ {bits}": small[:at] + bytes([small[at] ^ bits]) + small[at + 1 :] for at in places}
        codes = same_codes(cases)
        assert None not in codes.values()


def test_no_changed_byte_of_a_whole_record_gets_through():
    chance = random.Random(11)
    places = chance.sample(range(len(RECORD)), 60)
    codes = same_codes({str(at): RECORD[:at] + bytes([RECORD[at] ^ 1]) + RECORD[at + 1 :] for at in places})
    assert {*codes.values()} <= {"record-damaged", "record-name", "record-not-canonical"}
