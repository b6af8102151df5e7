import io
import tarfile

import pytest

from ballots.errors import Broken
from ballots.protocol import archive
from ballots.protocol.archive import Entry

ENTRIES = (Entry.of("data", b"x"), Entry.of("data", b"y" * 512), Entry.of("event", b"z" * 700), Entry.of("data", b""))
RAW = archive.write(1795456598, ENTRIES)


def header(raw: bytes, at: int, value: bytes) -> bytes:
    """The archive with bytes of its second header replaced and the checksum set right again."""
    second = 1024
    block = bytearray(raw[second : second + 512])
    block[at : at + len(value)] = value
    block[148:156] = b" " * 8
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    return raw[:second] + bytes(block) + raw[second + 512 :]


def test_any_tar_program_can_open_an_archive():
    with tarfile.open(fileobj=io.BytesIO(RAW)) as tar:
        members = tar.getmembers()
        assert [member.name for member in members] == ["BELENIOS", *(entry.name for entry in ENTRIES)]
        kept = {(member.mtime, member.mode, member.uid, member.uname) for member in members}
        assert kept == {(1795456598, 0o644, 0, "")}
        assert tar.extractfile(members[0]).read() == b'{"version":1,"timestamp":"1795456598"}'
        assert [tar.extractfile(member).read() for member in members[1:]] == [entry.body for entry in ENTRIES]


def test_an_archive_grows_at_its_end_only():
    assert RAW.startswith(archive.write(1795456598, ENTRIES[:2])) and len(RAW) % 512 == 0


def test_what_was_written_is_read_back():
    assert archive.read(RAW) == (1795456598, ENTRIES)
    assert archive.read(archive.write(0, ())) == (0, ())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"x",
        b"x" * 512,
        bytes(512),
        b"PK\x03\x04" + bytes(600),
        RAW[512:],
        RAW[:-1],
        RAW[:-1024],
        RAW + bytes(512),
        RAW + bytes(1024),
        RAW[:-1] + b"x",
        RAW.replace(b"BELENIOS", b"BELENIOT"),
        RAW.replace(b'"1795456598"', b'"1795456597"'),
        RAW.replace(b'"1795456598"', b'"-795456598"'),
        RAW.replace(b'"1795456598"', b" 1795456598 "),
        RAW.replace(b'{"version":1', b'{"version":2'),
        RAW.replace(b".data.json", b".data.jsox", 1),
        RAW.replace(b".data.json", b"/data.json", 1),
        header(RAW, 100, b"0000755"),
        header(RAW, 108, b"0001750"),
        header(RAW, 136, f"{1795456599:011o}".encode()),
        header(RAW, 156, b"5"),
        header(RAW, 257, b"ustar"),
        header(RAW, 124, b"99999999999"),
        header(RAW, 124, b"77777777777"),
        header(RAW, 124, b"-0000000001"),
        header(RAW, 90, b"x"),
        header(RAW, 0, b"\xff"),
    ],
    ids=lambda raw: f"{len(raw)}-{raw[:8]!r}",
)
def test_an_archive_in_any_other_form_is_refused(raw):
    with pytest.raises(Broken) as refusal:
        archive.read(raw)
    assert refusal.value.code == "archive-malformed"


def test_a_record_under_a_name_that_is_not_its_hash_is_refused_by_its_place():
    with pytest.raises(Broken) as refusal:
        archive.read(RAW.replace(b"y" * 512, b"y" * 511 + b"x"))
    assert refusal.value.code == "archive-hash"
    assert "thứ 3" in str(refusal.value)
