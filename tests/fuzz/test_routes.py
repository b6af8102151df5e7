"""Whatever is asked of a route, by whichever method, the answer is ours, and what was refused has changed nothing."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ballots.errors import Trouble
from tests.builders import altered
from tests.fuzz.bodies import OF_A_FORM, right_bodies
from tests.fuzz.standing import STAGES, Standing, form
from tests.properties.test_junk import AWKWARD, places

QUIET = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck), "database": None}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "é")
JUNK = st.sampled_from([b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5_000, b"NaN",
                        b'{"a":1e999}', b'"\\ud800"', b"\x00" * 100, b"--x\r\n\r\n--x--", b"a=b&a=c"])  # fmt: skip
KINDS = ("application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data", "é", "",
         "application/x-www-form-urlencoded; charset=utf-7", "application/json; charset=klingon")  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(
        ["", "*/*;q=nan", "gzip;q=1e999", "bytes=0-", "bytes=9-1", "[::1", "1_0", "W/", ';;="', "a" * 3_000]
    ),
    st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=30),
)
HEADERS = ("Accept", "Accept-Encoding", "Accept-Language", "Cookie", "Content-Encoding", "Expect", "Host", "If-Modified-Since",
           "If-None-Match", "If-Range", "Origin", "Range", "Transfer-Encoding", "Upgrade", "X-Forwarded-For")  # fmt: skip
PARTS = st.sampled_from(
    ["a", "..", "%2e%2e", "%00", "%ff", "%0d%0aX:%20y", "é", "a" * 300, "en", "vi", "0" * 64, "count-minutes"]
)
QUERIES = st.sampled_from(
    ["", "?a=%ff", "?back=//x", "?back=%0d%0aX", "?size=2&size=%00", "?key=%C3%A9", "?key=", "?%"]
)


@pytest.fixture(scope="module")
def meetings(tmp_path_factory):
    """One in each stage; each stands as it is."""
    return {stage: Standing(tmp_path_factory.mktemp(stage), stage) for stage in STAGES}


@pytest.fixture(scope="module")
def bodies(meetings):
    return {stage: right_bodies(standing) for stage, standing in meetings.items()}


def rules(standing: Standing) -> list:
    return list(standing.desk.application.url_map.iter_rules())


def test_there_is_a_right_body_for_every_route_that_takes_something_in(meetings, bodies):
    taking = {rule.rule for rule in rules(meetings["open"]) if "POST" in rule.methods}
    assert taking == set(bodies["open"]) | set(OF_A_FORM)


@settings(max_examples=250, **QUIET)
@given(st.data())
def test_any_route_any_method_any_words(meetings, data):
    standing = meetings[data.draw(st.sampled_from(STAGES))]
    path = re.sub(r"<[^>]+>", lambda _: data.draw(PARTS), data.draw(st.sampled_from([r.rule for r in rules(standing)])))
    standing.ask(
        data.draw(st.sampled_from([standing.desk, standing.phone])),
        path + data.draw(QUERIES),
        method=data.draw(st.sampled_from(METHODS)),
        headers=data.draw(st.dictionaries(st.sampled_from(HEADERS), WORDS, max_size=3)),
        data=data.draw(JUNK),
        content_type=data.draw(st.sampled_from(KINDS)),
    )


@settings(max_examples=400, **QUIET)
@given(st.data())
def test_a_value_of_the_wrong_kind_anywhere_in_what_is_right(meetings, bodies, data):
    stage = data.draw(st.sampled_from(STAGES))
    path = data.draw(st.sampled_from(sorted(bodies[stage])))
    right = bodies[stage][path]
    place = data.draw(st.sampled_from(places(json.loads(right))))
    try:
        body = altered(right, place, data.draw(AWKWARD))
    except ValueError:  # what JSON cannot carry
        return
    meetings[stage].ask(meetings[stage].desk, path, method="POST", data=body, content_type="application/json")


NEVER_HERE = {"/desk/ceremony", "/desk/reopen", "/desk/copies", "/desk/no-second-officer"}
"""What wants a dispute, a list that is agreed on and not yet sealed, a stick, a second officer."""


def test_what_is_right_is_taken_in_one_stage_and_taken_or_refused_in_all(meetings, bodies):
    taken = set()
    for stage in STAGES:
        for path, right in bodies[stage].items():
            answer = meetings[stage].ask(meetings[stage].desk, path, method="POST", data=right)
            taken |= {path} if answer.status_code == 200 else set()
    assert taken | NEVER_HERE == set(bodies["open"])


@settings(max_examples=40, **QUIET)
@given(
    st.sampled_from(STAGES),
    st.binary(max_size=300),
    st.text(max_size=20),
    st.dictionaries(st.text(max_size=9), st.text(max_size=9)),
)
def test_any_file_in_a_form(meetings, stage, content, name, fields):
    for path in OF_A_FORM:
        meetings[stage].ask(meetings[stage].desk, path, method="POST", data=form(name, content, fields))


@pytest.mark.parametrize("folder", ["/" + "a" * 5_000, "/\0", "/\ud800", "/dev/null", "\n", "~", "C:\\", "//x/y"])
def test_no_folder_is_too_strange_to_be_named_as_missing(meetings, folder):
    body = json.dumps({"folder": folder}).encode()
    answer = meetings["open"].ask(meetings["open"].desk, "/desk/copies", method="POST", data=body)
    assert answer.json["error"]["code"].startswith("copy-")


DEEP = ["[" * 21 + "]" * 21, '{"a":' * 20 + "1" + "}" * 20]


@pytest.mark.parametrize("nested", DEEP)
def test_what_is_nested_deeper_than_anything_of_ours_is_refused(meetings, nested):
    answer = meetings["open"].ask(meetings["open"].desk, "/desk/void", method="POST", data=f'{{"reason":{nested}}}')
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "malformed")


LIMITS = {
    "/booth/ballot": 1_500_000,
    "/booth/audit": 1_500_000,
    "/teller/share": 1_000_000,
    "/desk/roster": 2_000_000,
    "/desk/hand-vote": 2_000_000,
    "/desk/roster/file": 5_000_000,
    "/desk/sign": 400_000,
}


@pytest.mark.parametrize("path", LIMITS)
def test_a_body_beyond_what_the_route_can_need_is_too_large(meetings, path):
    standing, codes = meetings["open"], []
    for size in (LIMITS[path], LIMITS[path] + 10_001):
        content = b" " * size
        body = form("a.csv", content, {}) if path in OF_A_FORM else content
        answer = standing.ask(standing.desk, path, method="POST", data=body)
        codes.append(answer.json["error"]["code"] if answer.status_code >= 400 else "")
    assert [code == "too-large" for code in codes] == [False, True]


def test_a_deed_that_is_refused_halfway_leaves_nothing_behind(meetings, monkeypatch):
    standing = meetings["open"]

    def full(*given, **more):
        raise Trouble("store-failed", "Đĩa đầy.")

    monkeypatch.setattr(standing.hall.store, "append", full)
    answer = standing.ask(standing.desk, "/desk/close", method="POST", data=b"{}")
    assert answer.json["error"]["code"] == "store-failed" and standing.is_untouched
