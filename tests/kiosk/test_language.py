"""Vietnamese until somebody asks for the other language; then every page and every refusal, and nothing of it is kept."""

import io

import pytest
from babel.messages.pofile import read_po

from ballots import samples
from ballots.errors import Refused
from kiosk import deeds, language
from kiosk.desk_path import STEPS
from kiosk.plural import counted
from tests.halls import room
from tests.javascript.node import run
from translations.sentences import CATALOGUES

PAGES = ("/", "/booth", "/teller", "/board", "/screen", "/vi-sao", "/tro-giup", "/kiosk", "/no-such-page")
HTML = {"Accept": "text/html"}
ENGLISH = {**HTML, "Accept-Language": "en-GB,en;q=0.9"}


@pytest.fixture(scope="module")
def sentences():
    """The Vietnamese sentences that no English page may show."""
    catalogue = read_po(io.BytesIO(CATALOGUES[0].read_bytes()))
    return [m.id for m in catalogue if m.id.endswith(".") and len(m.id) > 20 and "%" not in m.id and m.id != m.string]


def left(text: str, sentences: list[str]) -> list[str]:
    return [sentence for sentence in sentences if sentence in text]


def in_english(client, back: str = "/"):
    assert client.get(f"/ngon-ngu/en?back={back}").status_code == 302
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_browser_set_to_english_still_gets_vietnamese(tmp_path, page):
    text = room(tmp_path).client().get(page, headers=ENGLISH).text
    assert '<html lang="vi"' in text and f'href="/ngon-ngu/en?back={page}"' in text and "/ngon-ngu/vi" not in text


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_room_is_english_after_one_tap(tmp_path, page, sentences):
    text = in_english(room(tmp_path).client(), page).get(page, headers=HTML).text
    assert '<html lang="en"' in text and f'href="/ngon-ngu/vi?back={page}"' in text
    assert left(text, sentences) == []


@pytest.mark.parametrize("stage", ["preparing", "sealed", "issued", "open", "closed", "counted"])
def test_every_page_of_the_desk_is_english_after_one_tap(tmp_path, stage, sentences):
    desk = in_english(room(tmp_path, until=stage).desk())
    for step in STEPS:
        text = desk.get(f"/desk/{step}", headers=HTML).text
        assert '<html lang="en"' in text and left(text, sentences) == [], step


def test_a_refusal_speaks_the_language_of_the_page_its_values_too(tmp_path):
    desk = in_english(room(tmp_path).desk())
    body = {"title": "", "cluster": "Cụm", "year": 2025}
    assert (
        desk.post("/desk/meeting", json=body).json["error"]["message"]
        == "Name of the meeting is empty; please fill it in."
    )
    assert "There is no such page." in desk.get("/nothing").json["error"]["message"]


def test_vietnamese_comes_back_by_one_tap_and_leaves_no_cookie(tmp_path):
    client = in_english(room(tmp_path).client())
    answer = client.get("/ngon-ngu/vi?back=/booth")
    assert answer.location == "/booth" and client.get_cookie("language") is None
    assert '<html lang="vi"' in client.get("/booth").text


def test_the_projector_has_a_choice_of_its_own(tmp_path):
    client = in_english(room(tmp_path).client(), "/booth")
    assert '<html lang="vi"' in client.get("/screen").text
    in_english(client, "/screen").get("/ngon-ngu/vi?back=/booth")
    assert '<html lang="en"' in client.get("/screen").text and '<html lang="vi"' in client.get("/booth").text


def test_p10_the_choice_names_a_language_and_nobody(tmp_path):
    made = room(tmp_path)
    before = made.hall.meeting.seq
    said = made.client().get("/ngon-ngu/en?back=/booth").headers.getlist("Set-Cookie")
    assert said == ["language=en; HttpOnly; Path=/; SameSite=Strict"]
    assert made.hall.meeting.seq == before


@pytest.mark.parametrize(
    "back",
    ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "/%09/elsewhere.example", "booth", "",
     "/booth?x=1", "/a" * 3000 + "!", "/" + "a" * 9000 + "!"],
)  # fmt: skip
def test_it_goes_back_to_pages_of_this_kiosk_only(tmp_path, back):
    answer = room(tmp_path).client().get("/ngon-ngu/en", query_string={"back": back})
    assert answer.location == "/"


def test_a_language_that_is_not_there_is_no_page(tmp_path):
    assert room(tmp_path).client().get("/ngon-ngu/xx?back=/booth").status_code == 404


def test_nothing_starts_while_a_language_is_not_compiled(tmp_path, monkeypatch):
    language.check_catalogues()
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    with pytest.raises(Refused) as refused:
        language.check_catalogues()
    assert refused.value.code == "catalogue-missing" and "(en)" in str(refused.value)


def test_why_a_unit_may_not_stand_is_english_with_its_numbers_and_what_somebody_typed_stays(tmp_path):
    made = room(tmp_path, until="preparing")
    deeds.set_roster(made.hall, samples.cluster_5()["units"])
    text = in_english(made.desk()).get("/desk/roster", headers=HTML).text
    assert "Reached 1.259/1.400 points (89,92 %), less than the 90 % of all points that are needed." in text
    assert "Not considered yet: Đang chờ cơ quan có thẩm quyền kết luận" in text


def test_one_thing_has_one_word_and_many_have_another():
    sentence = "%(number)d {number:slip was|slips were} not used, {other:one|many}"
    assert counted(sentence, {"number": 1}) == "%(number)d slip was not used, {other:one|many}"
    assert counted(sentence, {"number": 0}) == "%(number)d slips were not used, {other:one|many}"


def test_a_script_chooses_the_word_in_the_same_way():
    sentence = "{number} {number:slip|slips}, {other} {other:one|many}"
    told = run("surface", [["templates", "fill", sentence, {"number": number}] for number in (0, 1, "1", 2)])
    words = ("0 slips", "1 slip", "1 slip", "2 slips")
    assert told == [f"{word}, {{other}} {{other:one|many}}" for word in words]
