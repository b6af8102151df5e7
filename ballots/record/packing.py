"""The form of a record: a ZIP that has exactly one way of being written, and a signed list of sums.

Files are stored uncompressed, in the order of their names, with a fixed date. Reading is writing again and comparing,
so a record that was unpacked and packed anew, or changed in any byte, is refused; and nothing can unpack to more than
its size.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping

from ballots.errors import Broken

MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "kiosk-public-key.pem"
FORMAT, VERSION = "hom-phieu/record", 1
MOST_FILES = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}")
_LOCAL_SIZE = 30
_ENTRY_SIZE = 46 + 500
"""Of one file in the directory, with a name five times as long as allowed and what other programs add."""
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\5\6", 22, 65_535
_DATE = (1980, 1, 1, 0, 0, 0)
_ZIP64 = b"PK\6\7"
"""Before the end of a file of more than 4 GB, which a record never is; each library reads the rest of it in its own way."""

Files = dict[str, bytes]


def pack(files: Mapping[str, bytes], public_pem: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The record of these files, with key, manifest and signature added. The same input gives the same bytes."""
    listed = {**files, PUBLIC_KEY: public_pem}
    manifest = manifest_of(listed)
    return write_zip({**listed, MANIFEST: manifest, SIGNATURE: sign(manifest)})


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    return list_sums({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def list_sums(sums: Mapping[str, str]) -> bytes:
    """The one manifest of these sums."""
    listed = {name: sums[name] for name in sorted(sums)}
    return write_json({"format": FORMAT, "version": VERSION, "files": listed})


def is_name(text: str) -> bool:
    """Whether a file of a record may be called so."""
    return _NAME.fullmatch(text) is not None


def write_json(value: object) -> bytes:
    """JSON that a person can read too; one way of writing each value."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_json(raw: bytes, code: str, name: str) -> object:
    """The value of JSON that `write_json` wrote; Broken(`code`) for anything else."""
    try:
        value = json.loads(raw.decode())
        if write_json(value) == raw:
            return value
    except (ValueError, RecursionError):
        pass
    raise Broken(code, "Tệp %(name)s trong hồ sơ không đúng định dạng.", name=name)


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """ValueError for a name that a record never has."""
    if not all(map(is_name, files)):
        raise ValueError("names in a record are plain ASCII without folders")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # else it tells whether the laptop runs Windows
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return content.getvalue()


def open_record(raw: bytes) -> Files:
    """The files of a record by name, as they stand in it; sums and signature are not yet checked.

    Broken: `record-damaged` (no ZIP, cut off, or a file altered), `record-name` (strange, repeated or too many names),
    `record-not-canonical` (packed by another program).
    """
    try:
        if raw[-42:-38] == _ZIP64:
            raise zipfile.BadZipFile
        _check_directory(raw)
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(raw))
            _check_apart(entries, raw, archive.start_dir)
            files = {entry.filename: archive.read(entry) for entry in entries}
    except Broken:
        raise
    except Exception:  # the library's list of errors for a damaged ZIP is open-ended
        raise Broken(
            "record-damaged", "Gói hồ sơ bị hỏng hoặc đã bị sửa: có phần không đọc được. Xin lấy lại tệp gốc."
        ) from None
    if write_zip(files) != raw:
        raise _repacked()
    return files


def _check_directory(raw: bytes) -> None:
    """The library reads all of a ZIP's directory before it says how long it is: half a gigabyte of it takes hours."""
    end = raw.rfind(_END, max(0, len(raw) - _END_SIZE - _LONGEST_COMMENT))
    if end >= 0 and int.from_bytes(raw[end + 12 : end + 16], "little") > MOST_FILES * _ENTRY_SIZE:
        raise _strange_names()


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_FILES or len(set(names)) < len(names) or not all(map(is_name, names)):
        raise _strange_names()
    packed = any(e.compress_type != zipfile.ZIP_STORED or e.compress_size != e.file_size for e in entries)
    if packed or sum(entry.file_size for entry in entries) > size:
        raise _repacked()


def _check_apart(entries: list[zipfile.ZipInfo], raw: bytes, end: int) -> None:
    """BadZipFile where one file reaches into the next, as only newer versions of the library say by themselves."""
    for entry in reversed(sorted(entries, key=lambda entry: entry.header_offset)):
        at = entry.header_offset
        beside = sum(int.from_bytes(raw[field : field + 2], "little") for field in (at + 26, at + 28))
        if at + _LOCAL_SIZE + beside + entry.compress_size > end:
            raise zipfile.BadZipFile
        end = at


def _strange_names() -> Broken:
    return Broken("record-name", "Gói hồ sơ có tệp mang tên lạ, trùng tên hoặc có quá nhiều tệp.")


def _repacked() -> Broken:
    return Broken(
        "record-not-canonical",
        "Gói hồ sơ không còn nguyên như lúc máy kiểm phiếu ghi ra: đã bị giải nén "
        "rồi nén lại, hoặc bị sửa. Xin dùng đúng tệp gốc.",
    )
