"""P6, P8, P11: of the meeting's part of a record a browser says what Python says, code by code and in the same order; of a
true one, of each signed lie that the tests know, of one whose every field was changed in turn, and of meetings at random."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.record.checking import verify_record
from ballots.record.document import TIMED_DEEDS
from ballots.record.results import make_results
from ballots.record.sequence import _DEED_OF, _LEADS_TO, ASKING
from ballots.record.shape import SHAPE
from ballots.rulebook import DEEDS
from tests.ballots import test_record_lies, test_record_rounds
from tests.ballots.test_record_confirmed import HONEST as CONFIRMED
from tests.ballots.test_record_confirmed import LIES as UNCONFIRMED
from tests.ballots.test_record_confirmed import after
from tests.javascript.edges import EDGES, OF_A_RUNOFF
from tests.javascript.node import run
from tests.javascript.played import on_paper, scripted
from tests.javascript.records import (
    OF_A_BOX,
    OF_THE_MEETING,
    TITLES,
    Held,
    in_browser,
    leaves,
    shape_in_browser,
    text_of,
)
from tests.meetings import Play
from tests.properties.test_records import meetings
from tests.records import document, lied

SCRIPTED, ON_PAPER = scripted().record(), on_paper().record()
LIED, COUNTED = test_record_lies.RECORD, Play().by_hand(3, 3, *test_record_rounds.PAPER).told().record()
LIES = [(LIED, *lie) for lie in test_record_lies.LIES.values()]
LIES += [(COUNTED, *lie) for lie in test_record_rounds.BY_HAND.values()]
NAMES = [*test_record_lies.LIES, *test_record_rounds.BY_HAND]
ELSEWHERE = {"record-file-missing", "record-file-extra", "meeting-kiosk"}
"""What is told by the package, not by the meeting."""


@pytest.fixture(scope="module")
def tables():
    return run("meetings", {"tables": True})


def test_the_format_is_the_same_field_by_field_and_in_the_same_order(tables):
    assert json.dumps(tables["shape"]) == json.dumps(shape_in_browser(SHAPE))


@pytest.mark.parametrize(("where", "checks"), [("boxes", OF_A_BOX), ("meeting", OF_THE_MEETING)])
def test_the_checks_are_the_same_under_the_same_titles_in_the_same_order(tables, where, checks):
    told = [(TITLES[check["name"]], check["needs"]) for check in tables[where]]
    assert told == [(check.title, list(check.needs)) for check in checks]


def test_the_deeds_can_follow_each_other_as_the_table_of_the_rules_has_them(tables):
    assert list(tables["deeds"]) == [name for name in TIMED_DEEDS if name != "meeting_called"]
    for name, row in tables["deeds"].items():
        deed = DEEDS.get(_DEED_OF.get(name, ""))
        leads = _LEADS_TO.get(name, deed.leads_to) if deed else None
        assert row == {"during": list(deed.during) if deed else None, "leadsTo": leads}, name
    assert tables["asking"] == list(ASKING)


def test_records_that_hold_do_so_in_both():
    held = [Held(record) for record in (SCRIPTED, ON_PAPER, LIED, COUNTED)]
    cases = [{"record": place, "raw": text_of(one.raw)} for place, one in enumerate(held)]
    assert [one.codes(one.raw) for one in held] == in_browser(held, cases) == [[], [], [], []]


def test_a_second_officer_is_looked_for_by_both_in_the_same_way():
    changes = [*CONFIRMED.values(), *UNCONFIRMED.values()]
    held = Held(LIED)
    raws = [document(LIED, after(change)) for change in changes]
    theirs = in_browser([held], [{"record": 0, "raw": text_of(raw)} for raw in raws])
    assert theirs == [held.codes(raw) for raw in raws]
    assert [bool(told) for told in theirs] == [False] * len(CONFIRMED) + [True] * len(UNCONFIRMED)


def test_p8_every_signed_lie_is_told_under_the_same_codes():
    held = [Held(LIED), Held(COUNTED)]
    raws = [(int(record is COUNTED), document(record, lie)) for record, lie, _ in LIES]
    theirs = in_browser(held, [{"record": place, "raw": text_of(raw)} for place, raw in raws])
    for name, (place, raw), (_, _, code), told in zip(NAMES, raws, LIES, theirs, strict=True):
        assert told == held[place].codes(raw), name
        assert code in told or code in ELSEWHERE, name


def test_on_either_side_of_every_limit_both_say_the_same():
    held = [Held(ON_PAPER), Held(SCRIPTED)]
    raws = [(0, document(ON_PAPER, lie)) for lie in EDGES] + [(1, document(SCRIPTED, lie)) for lie in OF_A_RUNOFF]
    theirs = in_browser(held, [{"record": place, "raw": text_of(raw)} for place, raw in raws])
    ours = [held[place].codes(raw) for place, raw in raws]
    differing = [
        (number, mine, told) for number, (mine, told) in enumerate(zip(ours, theirs, strict=True)) if mine != told
    ]
    assert not differing
    assert sum(not told for told in theirs) > 50 and len({code for told in theirs for code in told}) > 20


STRANGE = ["=1+1", "+x", "-x", "@x", "＝1", "＠x", "\t", "\rx", 'A, "B"', "a\nb", "a\r", '"', ",", "'", " x ", "x;y"]
STRANGE += ["\ufeff", ""]


def test_the_spreadsheet_is_made_to_the_byte_whatever_is_in_it():
    told = json.loads(Held(SCRIPTED).raw)
    like = told["outcome"][0]["nominees"][0]
    nominees = [
        {
            **like,
            "name": name,
            "rank": (place * 7) % 5,
            "votes": [place, None],
            "elected": place % 2 == 0,
            "tied": place % 3 == 0,
        }
        for place, name in enumerate(STRANGE)
    ]
    outcomes = [{**told["outcome"][0], "title": name, "nominees": nominees} for name in STRANGE]
    documents = [
        {**told, "outcome": outcomes, "rounds": told["rounds"][:rounds], "meeting": {**told["meeting"], "rehearsal": practice}}
        for practice in (False, True) for rounds in (0, 1, 2)
    ]  # fmt: skip
    theirs = run("meetings", {"documents": documents})
    assert [text.encode() for text in theirs] == list(map(make_results, documents))


FORMS = {
    "cut off": lambda raw: raw[:-1],
    "another line end": lambda raw: raw + b"\n",
    "a mark of byte order": lambda raw: b"\xef\xbb\xbf" + raw,
    "spaces taken out": lambda raw: json.dumps(json.loads(raw)).encode(),
    "no UTF-8": lambda raw: raw.replace(b"place", b"pl\xffce"),
    "half a letter": lambda raw: raw.replace(b'"software": "', b'"software": "\\ud800'),
    "a whole letter escaped": lambda raw: raw.replace(b'"software": "', b'"software": "\\u0041'),
    "a backslash and ud": lambda raw: raw.replace(b'"software": "', b'"software": "\\\\ud800'),
    "delete, and the line ends of JavaScript": lambda raw: raw.replace(
        b'"software": "', '"software": "\x7f\u2028\U0001f5f3\\u0007\\n'.encode()
    ),
    "a fraction": lambda raw: raw.replace(b'"version": 3', b'"version": 3.0'),
    "nothing": lambda raw: b"null\n",
    "a list": lambda raw: b"[]\n",
    "nested without end": lambda raw: b"[" * 20000,
    "a field twice": lambda raw: raw.replace(b'{\n "format"', b'{\n "format": "",\n "format"'),
    "not a number": lambda raw: raw.replace(b'"version": 3', b'"version": NaN'),
    "less than nothing": lambda raw: raw.replace(b'"invalid": 0', b'"invalid": -0', 1),
}


def test_the_bytes_are_read_as_strictly():
    held = Held(LIED)
    raws = [form(held.raw) for form in FORMS.values()]
    theirs = in_browser([held], [{"record": 0, "raw": text_of(raw)} for raw in raws])
    assert dict(zip(FORMS, theirs)) == dict(zip(FORMS, map(held.codes, raws)))
    sound = {name for name, told in zip(FORMS, theirs) if not told}
    assert sound == {"a backslash and ud", "delete, and the line ends of JavaScript"}


UNPROVEN = {
    "software",
    *("papers " + name for name in ("superior", "issuer", "locality", "addressee", "signature_title")),
    *("papers numbers " + name for name in ("count", "vote", "report")),
    *("papers legal_basis *", "papers recipients *"),
    *(f"papers {who} {what}" for who in ("chair", "secretary") for what in ("name", "office")),
    *("roster * " + name for name in ("leader", "office", "kind")),
    *("roster * assessment " + name for name in ("self_score", "note", "registered", "covenant", "led *", "deputised *")),
    *("tellers * name", "tellers * unit", "hand_votes * reason", "deeds * reason"),
    "rounds * contests * count invalid_reasons",
}  # fmt: skip
"""What nothing else in a record confirms, so that a kiosk that signs can write what it likes: words, people, years, and what
was said of units that may stand either way. Docs say it: the signature alone speaks for it."""
SOMETIMES = {
    "roster * assessment score": "of a unit that no list has, and whose verdict another reason gives",
    "roster * assessment maximum": "likewise",
    "rounds * contests * majority part": "where the winner had so many more votes that another share is reached too",
    "rounds * contests * majority whole": "likewise",
    "rounds * contests * majority strict": "likewise",
    "rounds * present *": "another unit in a round that was voided: only the number of slips is in its box",
    "rounds * refused": "a share that did not hold leaves nothing in a box",
}
OF_THE_PACKAGE = {"kiosk fingerprint", "rounds * election uuid", "rounds * audited"}


def other(value: object) -> list[object]:
    """Other values of the same kind, as far as the kind is known."""
    if value is None:
        return [True, 1]
    if value == []:
        return [[1], ["x"]]
    return [not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}x"]


def pattern(path: tuple[str | int, ...]) -> str:
    return " ".join("*" if isinstance(step, int) else step for step in path)


def test_p8_every_field_changed_and_signed_is_told_or_let_stand_as_in_python():
    held = [Held(SCRIPTED), Held(ON_PAPER)]
    cases = [
        (place, path, new) for place, one in enumerate(held)
        for path, value in leaves(json.loads(one.raw)) for new in other(value)
    ]  # fmt: skip
    theirs = in_browser(held, [{"record": place, "path": path, "value": new} for place, path, new in cases])
    stands = set()
    for (place, path, new), told in zip(cases, theirs, strict=True):
        assert told == held[place].codes(held[place].changed((path, new))), (path, new)
        stands |= {pattern(path)} if not told else set()
    assert stands == UNPROVEN | set(SOMETIMES) | OF_THE_PACKAGE


@pytest.mark.parametrize("name", ["kiosk fingerprint", "rounds * election uuid", "rounds * audited"])
def test_what_the_package_tells_is_told_there(name):
    """Of these three the meeting alone cannot know."""
    first, *path = [0 if step == "*" else step for step in name.split()]

    def change(meeting):
        place = meeting[first]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = ["x"] if path[-1] == "audited" else "x"

    assert not verify_record(lied(SCRIPTED, change)).ok


strange = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 6), st.integers(), st.text(max_size=4), st.just([]), st.just({}),
    st.sampled_from(["\x00", "\u202e", "\u0130", "secret", "hand", "runoff", "score", "government", "9" * 400]),
)  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(meetings(), st.data())
def test_any_meeting_and_any_change_of_it_is_the_same_to_both(made, data):
    held = Held(made.record())
    places = [path for path, _ in leaves(json.loads(held.raw))]
    changes = [(data.draw(st.sampled_from(places)), data.draw(strange)) for _ in range(30)]
    raws = [held.raw, *(held.changed(change) for change in changes)]
    theirs = in_browser([held], [{"record": 0, "raw": text_of(raw)} for raw in raws])
    assert theirs[0] == []
    for change, raw, told in zip([None, *changes], raws, theirs, strict=True):
        assert told == held.codes(raw), change
