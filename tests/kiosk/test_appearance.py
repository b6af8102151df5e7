"""How a page is read: four sizes of letters and a high contrast, by a cookie that names nothing else."""

import re

import pytest

from tests.halls import room

HELD = ("/", "/booth", "/kiosk", "/teller", "/board", "/vi-sao", "/tro-giup", "/no-such-page")
HTML = {"Accept": "text/html"}


@pytest.fixture
def client(tmp_path):
    return room(tmp_path).client()


def test_every_page_held_in_the_hand_offers_it_and_is_written_as_it_was_chosen(client):
    for path in HELD:
        page = client.get(path, headers=HTML).text
        assert 'data-size="1" data-contrast="usual"' in page and page.count('name="size"') == 4, path
        assert f'action="/hien-thi{path}"' in page
    answer = client.get("/hien-thi/booth?size=3&contrast=high")
    assert (answer.status_code, answer.location) == (302, "/booth")
    for path in HELD:
        page = client.get(path, headers=HTML).text
        assert 'data-size="3" data-contrast="high"' in page, path
        assert page.count('aria-pressed="true"') == 2


def test_the_cookies_name_a_choice_and_nothing_else_and_the_usual_is_none(client):
    first = client.get("/hien-thi/?size=4")
    assert first.headers.getlist("Set-Cookie") == ["text-size=4; Path=/; SameSite=Strict"]
    client.get("/hien-thi/?size=1&contrast=usual")
    assert client.get_cookie("text-size") is None and client.get_cookie("contrast") is None


@pytest.mark.parametrize("query", ["size=5", "size=", "contrast=red", "size=1;x=2", ""])
def test_what_is_no_choice_changes_nothing(client, query):
    client.get("/hien-thi/booth?size=2")
    client.get(f"/hien-thi/booth?{query}")
    assert 'data-size="2" data-contrast="usual"' in client.get("/booth").text


@pytest.mark.parametrize("cookie", ["9", "high", '"><script>', ""])
def test_a_cookie_that_is_none_of_ours_is_the_usual(client, cookie):
    client.set_cookie("text-size", cookie)
    client.set_cookie("contrast", cookie.replace("high", "low"))
    assert 'data-size="1" data-contrast="usual"' in client.get("/booth").text


@pytest.mark.parametrize("back", ["//evil.example", "/evil.example:80/", "%2F%2Fevil.example", "https:evil.example"])
def test_nobody_is_led_away_from_here(client, back):
    answer = client.get(f"/hien-thi/{back}?size=2")
    if answer.status_code == 308:  # Two slashes are one here, before anything else.
        answer = client.get(answer.location.removeprefix("http://192.168.1.5:8000"))
    assert answer.status_code == 302 and re.fullmatch(r"/|(/[\w.-]+)+", answer.location)


def test_the_projector_and_the_desk_are_not_held_in_the_hand(client):
    client.get("/hien-thi/?size=4&contrast=high")
    page = client.get("/screen").text
    assert "data-size" not in page and 'name="size"' not in page
