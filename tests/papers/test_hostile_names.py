"""Names are text: whatever they hold is set as it stands, runs nothing, and leaves no paper unmade."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.papers import PAPERS
from tests.papers import samples
from tests.papers.meetings import PRESENT
from tests.papers.reading import ink, paper, text

HOSTILE = [
    "#[BHXH] #panic() #pagebreak()",
    '#read("decree.typ") #sys.inputs',
    "*đậm* _nghiêng_ $x^2$ `mã` @nguồn <nhãn>",
    "= Đầu đề // chú thích /* hết",
    "\\ \\u{41} \\# \" ' ] } )",
    "- gạch đầu dòng + 1. số",
    "https://example.org/~a",
    "{{ tên }} %(tên)s {0} <b>đậm</b>",
]


def named(name: str, title: str = "Bầu") -> samples.Value:
    """A meeting in which everything that people type is this."""
    from ballots.contest import Contest

    contest = Contest(title, 1, (name, "BHXH tỉnh Hưng Yên"))
    units = [samples.unit(1, name, leader=name), samples.unit(2, "BHXH tỉnh Hưng Yên"), *samples.roster()[2:5]]
    lost = samples.a_round([contest], [[2, 1]], PRESENT, voided=name)
    again = samples.a_round([contest], [[3, 1]], PRESENT, number=2, mode="hand", invalid=1)
    again["contests"][0]["count"]["invalid_reasons"] = name
    person = {"name": name, "office": name}
    texts = {field: name for field in ("superior", "issuer", "locality", "addressee", "signature_title")}
    texts |= {"legal_basis": [name], "recipients": [name], "chair": person, "secretary": person}
    return samples.document(
        [contest],
        [lost, again],
        roster=units,
        eligibility=samples.eligibility(units, {1: samples.refusal("excluded", "D.2", name, exception=True)}),
        meeting={"title": name, "cluster": name, "place": name},
        papers=texts,
        hand_votes=[samples.hands("exception", name, reason=name), samples.hands("list", title)],
        tellers=[{"number": n, "name": name, "unit": name, "public_key": "", "code": ""} for n in (1, 2)],
        adoption=samples.adopted([(name, title, "bhxh")]),
        officers={"leader": name, "deputy": ""},
    )


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("typed", HOSTILE)
def test_what_looks_like_a_command_is_set_letter_by_letter(name, typed):
    made = paper(name, named(typed))
    assert typed in text(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.attachments["meeting.json"].get_file().read_bytes() == samples.raw(named(typed))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("typed", ["漢字 社会保険", "Phú Thọ 😀", "مرحبا", "a\u030b\u0323 ①☐", "\ue000"])
def test_letters_that_the_font_lacks_are_drawn_as_boxes_and_kept_in_the_record(name, typed):
    made = paper(name, named(typed))
    assert "□" in text(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert typed.encode() in pdf.attachments["meeting.json"].get_file().read_bytes()


@settings(max_examples=15, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=120),
    st.sampled_from(list(PAPERS)),
)
def test_any_name_of_120_letters_gives_a_paper_within_its_margins(typed, name):
    made = paper(name, named(typed))
    assert all(29.5 <= page.left and page.right <= 195 and page.bottom <= 277 for page in ink(made, top=17))
