import re

import pytest

from ballots.errors import Broken
from ballots.protocol import encoding

DEEP = b"[" * 200_000 + b"]" * 200_000


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, '{"b":1,"a":[true,null]}'),
        ("Sơn Động, Lục Ngạn/1", '"Sơn Động, Lục Ngạn/1"'),
        ('"\\\b\f\n\r\t', r'"\"\\\b\f\n\r\t"'),
        ("\x01\x1f\x7f", r'"\u0001\u001f\u007f"'),
    ],
)
def test_json_is_written_compactly(value, written):
    assert encoding.compact(value) == written.encode()
    assert encoding.read_canonical(written.encode(), "x") == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_carry_is_not_written(value):
    with pytest.raises(ValueError):
        encoding.compact(value)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"NaN",
        b"[-Infinity]",
        b"1e999",
        b"1.0",
        b"1.50",
        b"1E2",
        b"-0",
        b"9007199254740992",
        b"-9007199254740992",
        b"[" + b"9" * 5000 + b"]",
        b'"\\ud800"',
        b'{"a":1,"a":1}',
        DEEP,
        DEEP.replace(b"[", b'{"a":').replace(b"]", b"}"),
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_what_is_not_plain_json_is_refused(raw):
    for read in (encoding.read_json, encoding.read_canonical):
        with pytest.raises(Broken) as refusal:
            read(raw, "not-json")
        assert refusal.value.code == "not-json"


@pytest.mark.parametrize("raw", [b'{"a": 1}', b"[1]\n", b" 1", b'"\\u00e9"', b'"\\/"', b'"\x7f"', b'"\\u001F"'])
def test_json_in_another_spelling_is_refused_where_the_spelling_counts(raw):
    encoding.read_json(raw, "not-json")
    with pytest.raises(Broken) as refusal:
        encoding.read_canonical(raw, "not-json", "other-spelling")
    assert refusal.value.code == "other-spelling"


def test_hashes_are_written_as_the_format_says():
    assert encoding.sha_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert encoding.sha_b64(b"") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"
    assert encoding.sha_number("") == int(encoding.sha_hex(b""), 16)


def test_random_text_is_base58():
    assert re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{500}", encoding.base58_random(500))
    assert encoding.base58_random(22) != encoding.base58_random(22)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2, "c": 3}, True),
        ({"b": 2, "a": 1}, False),
        ({"a": 1, "c": 3, "b": 2}, False),
        ({"a": 1}, False),
        ({"a": 1, "b": 2, "d": 4}, False),
        (["a", "b"], False),
        (None, False),
    ],
)
def test_fields_are_those_asked_for_in_their_order(value, fits):
    assert encoding.has_fields(value, ("a", "b"), ("c",)) is fits


def test_a_boolean_is_not_a_number_nor_is_a_fraction():
    assert encoding.is_number(1)
    assert not any(encoding.is_number(value) for value in (True, 1.0, "1", None))
