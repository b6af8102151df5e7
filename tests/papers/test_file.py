"""The files themselves: PDF/A-3a, the record inside, one font, the same bytes again, and the codes on the page."""

import hashlib
import io
import re
import subprocess

import pikepdf
import pytest

from ballots.errors import Refused
from kiosk.papers import PAPERS, make_paper, typesetting
from tests import needs
from tests.papers import samples
from tests.papers.meetings import eventful_meeting, plain_meeting
from tests.papers.reading import pages, paper, pieces, text


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: paper(name, eventful_meeting()) for name in PAPERS}


@pytest.mark.parametrize("name", PAPERS)
def test_it_claims_pdf_a_3a_and_is_tagged_vietnamese(made, name):
    with pikepdf.open(io.BytesIO(made[name])) as pdf:
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["dc:title"]
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("vi")
        assert not pdf.is_encrypted and "/OutputIntents" in pdf.Root
        assert not pdf.check_pdf_syntax()


@pytest.mark.parametrize("name", PAPERS)
def test_the_record_is_attached_byte_by_byte_as_the_source(made, name):
    raw = samples.raw(eventful_meeting())
    with pikepdf.open(io.BytesIO(made[name])) as pdf:
        assert list(pdf.attachments) == ["meeting.json"]
        assert pdf.attachments["meeting.json"].get_file().read_bytes() == raw
        (listed,) = pdf.Root.AF
        assert str(listed.AFRelationship) == "/Source"
        assert str(listed.EF.F.Subtype) == "/application/json"


@pytest.mark.parametrize("name", PAPERS)
def test_only_tinos_and_all_of_it_inside(made, name):
    with pikepdf.open(io.BytesIO(made[name])) as pdf:
        fonts = [
            font for page in pdf.pages for font in page.resources.get("/Font", pikepdf.Dictionary()).as_dict().values()
        ]
        assert fonts
        for font in fonts:
            assert re.fullmatch(
                r"/[A-Z]{6}\+Tinos-(Regular|Bold|Italic|BoldItalic)", str(font.BaseFont).split("-Iden")[0]
            )
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_meeting_gives_the_same_bytes_and_no_clock_goes_in(made, name):
    assert paper(name, eventful_meeting()) == made[name]
    with pikepdf.open(io.BytesIO(made[name])) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260123043000Z", "11:30 in the room is 04:30 UTC"


def test_another_meeting_gives_another_paper(made):
    assert paper("report", plain_meeting()) != made["report"]


def test_a_meeting_without_any_time_has_the_first_day_of_its_year():
    document = samples.document([samples.TOP_TWO], [], deeds=[], hand_votes=[])
    with pikepdf.open(io.BytesIO(paper("attendance", document))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20241231170000Z"


@pytest.mark.parametrize("name", ["count-minutes", "vote-minutes", "report"])
def test_the_fingerprint_of_the_record_and_the_heads_of_the_boxes_are_on_it(made, name):
    document = eventful_meeting()
    fingerprint = hashlib.sha256(samples.raw(document)).hexdigest()
    said = text(made[name])
    assert fingerprint in said
    boxes = [one["election"] for one in document["rounds"] if one["election"]]
    assert len(boxes) == 2 and all(box["head"] in said for box in boxes)
    shown = subprocess.run(
        [
            needs.program("pdftoppm"),
            "-r",
            "200",
            "-png",
            "-f",
            str(page_with(made[name], fingerprint)),
            "-singlefile",
            "-",
        ],
        input=made[name],
        capture_output=True,
        check=True,
    ).stdout
    read = subprocess.run([needs.program("zbarimg"), "-q", "--raw", "-"], input=shown, capture_output=True, check=True)
    lines = [f"meeting.json {fingerprint}", *(f"{box['uuid']} {box['head']}" for box in boxes)]
    assert read.stdout.decode().split("\n")[:-1] == lines


def page_with(pdf: bytes, words: str) -> int:
    return next(number for number, page in enumerate(pages(pdf), 1) if words in page)


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(("rehearsal", "draft"), [(True, False), (False, True), (True, True), (False, False)])
def test_rehearsals_and_drafts_say_so_across_every_page(name, rehearsal, draft):
    said = paper(name, eventful_meeting(meeting={"rehearsal": rehearsal}), draft=draft)
    large = [(piece.page, piece.text) for piece in pieces(said) if piece.size > 60]
    in_use = name in ("attendance", "ballot")
    words = ["DIỄN TẬP"] * rehearsal + ["DỰ THẢO"] * (draft and not in_use)
    assert large == [(page, word) for page in range(1, len(pages(said)) + 1) for word in words]


def test_a_ballot_is_a_draft_until_its_lists_are_agreed():
    document = plain_meeting(hand_votes=[samples.hands("rules")])
    assert "DỰ THẢO" in text(paper("ballot", document, draft=True))
    gone_back_on = [samples.hands("list", samples.TOP_TWO.title, withdrawn=True)]
    assert "DỰ THẢO" in text(paper("ballot", plain_meeting(hand_votes=gone_back_on), draft=True))
    assert "DỰ THẢO" not in text(paper("ballot", plain_meeting(), draft=True))


def test_missing_fonts_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "FONTS", (*typesetting.FONTS, tmp_path / "Tinos_Missing.ttf"))
    with pytest.raises(Refused) as refusal:
        make_paper("report", samples.raw(plain_meeting()), draft=True)
    assert refusal.value.code == "bundles-missing" and "Tinos_Missing.ttf" in str(refusal.value)


def test_an_unknown_paper_is_a_key_error():
    with pytest.raises(KeyError):
        make_paper("award", samples.raw(plain_meeting()), draft=True)
