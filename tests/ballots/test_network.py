"""The Wi-Fi that slips carry: what may be typed, and what a phone's camera reads."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.errors import Refused
from ballots.network import OPEN, WPA, Network, read_network

CODES = [
    (("HoiTruong", "12345678", WPA), "WIFI:T:WPA;S:HoiTruong;P:12345678;;"),
    (("  Hội trường A ", " mat khau ", WPA), "WIFI:T:WPA;S:Hội trường A;P:mat khau;;"),
    (('a;b,c:d"e\\f', 'a;b,c:d"e\\f', WPA), 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:a\\;b\\,c\\:d\\"e\\\\f;;'),
    (("HoiTruong", "left from before", OPEN), "WIFI:T:nopass;S:HoiTruong;;"),
]


@pytest.mark.parametrize(("typed", "code"), CODES)
def test_what_is_typed_becomes_what_a_camera_reads(typed, code):
    assert read_network(*typed).code == code


PRINTABLE = st.text(st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), min_size=8, max_size=32)


@given(PRINTABLE, PRINTABLE)
def test_a_phone_reads_back_the_name_and_the_password_whatever_is_in_them(name, password):
    fields = re.fullmatch(r"WIFI:T:WPA;S:((?:\\.|[^\\;])*);P:((?:\\.|[^\\;])*);;", Network(name, password).code)
    assert [re.sub(r"\\(.)", r"\1", field) for field in fields.groups()] == [name, password]


WRONG = [
    (("a" * 33, "12345678", WPA), "network-name-wrong"),
    (("ộ" * 11, "12345678", WPA), "network-name-wrong"),
    (("a\nb", "12345678", WPA), "network-name-wrong"),
    (("\ud800", "12345678", WPA), "network-name-wrong"),
    (("a", "1234567", WPA), "network-password-wrong"),
    (("a", "1" * 64, WPA), "network-password-wrong"),
    (("a", "mật khẩu 1", WPA), "network-password-wrong"),
    (("a", "", WPA), "network-password-wrong"),
    ((1, "12345678", WPA), "malformed"),
    (("a", None, WPA), "malformed"),
    (("a", "12345678", "WEP"), "malformed"),
    (("a", "12345678", []), "malformed"),
]


@pytest.mark.parametrize(("typed", "code"), WRONG)
def test_what_no_phone_could_join_is_refused(typed, code):
    with pytest.raises(Refused) as refused:
        read_network(*typed)
    assert refused.value.code == code


def test_without_a_name_there_is_no_network():
    assert read_network("  ", "12345678", WPA) is None
