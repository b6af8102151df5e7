"""How people vote: straight on, or with everything that happens to people."""

from playwright.sync_api import expect

from ballots import samples
from tests.browser.people import VoterPhone

TWO, FIVE = (contest["nominees"] for contest in samples.cluster_5()["contests"][:2])


def fill_in(voter: VoterPhone, two: list[str], five: list[str]) -> None:
    """From the first card to the review; an empty card is left so on purpose."""
    for nominees in (two, five):
        voter.mark(*nominees)
        voter.press("Tiếp tục")
        if not nominees:
            voter.press("Đúng, để trắng")
    voter.comes_to("Đồng chí đã chọn")


def straight_on(voter: VoterPhone, two: list[str], five: list[str]) -> str:
    fill_in(voter, two, five)
    voter.cast()
    return voter.tracker()


def first_and_back(voter: VoterPhone, two: list[str], five: list[str]) -> str:
    """Waited at the booth before it opened; goes back with the browser's button, and on again."""
    voter.sees("xếp thứ nhất")
    assert voter.page.evaluate("window.isSecureContext") is False
    assert "#" not in voter.page.url
    voter.mark(*two)
    voter.press("Tiếp tục")
    voter.mark(*five)
    voter.page.go_back()
    expect(voter.box(two[0])).to_be_checked()
    voter.page.go_forward()
    expect(voter.box(five[0])).to_be_checked()
    voter.press("Tiếp tục")
    voter.cast()
    tracker = voter.tracker()
    voter.page.go_back()
    assert voter.tracker() == tracker, "there is no way back into a ballot that is in the box"
    return tracker


def reload_and_a_lost_reply(voter: VoterPhone, two: list[str], five: list[str]) -> str:
    """Reloads with a half-filled ballot, and the answer to the cast ballot never arrives; reloads again."""
    voter.mark(*two)
    voter.press("Tiếp tục")
    voter.mark(five[0])
    voter.page.reload()
    expect(voter.box(five[0])).to_be_checked()
    voter.mark(*five[1:])
    voter.press("Tiếp tục")
    lost = voter.loses_the_reply()
    voter.cast()
    expect(voter.page.get_by_text("Trang đang tự gửi lại.")).to_be_visible()
    assert lost.happened
    voter.page.reload()
    return voter.tracker()


def one_contest_left_empty(voter: VoterPhone, two: list[str], five: list[str]) -> str:
    """Is asked once, thinks again, and leaves it empty."""
    voter.press("Tiếp tục")
    expect(voter.page.get_by_text("phiếu trắng cho nội dung này?")).to_be_visible()
    voter.press("Chọn lại")
    voter.press("Tiếp tục")
    voter.press("Đúng, để trắng")
    voter.mark(*five)
    voter.press("Tiếp tục")
    expect(voter.page.get_by_text("Phiếu trắng: không chọn đơn vị nào.").filter(visible=True)).to_be_visible()
    voter.cast()
    return voter.tracker()


def one_mark_too_many(voter: VoterPhone, two: list[str], five: list[str]) -> str:
    """Tries to mark more than the number set, in both contests."""
    for nominees, more in zip((two, five), (TWO[3], FIVE[11]), strict=True):
        voter.mark(*nominees)
        voter.tap(more)
        expect(voter.box(more)).not_to_be_checked()
        expect(voter.page.get_by_text("Đã chọn đủ; muốn chọn đơn vị khác")).to_be_visible()
        voter.press("Tiếp tục")
    voter.cast()
    return voter.tracker()


def double_tap(voter: VoterPhone, two: list[str], five: list[str]) -> str:
    voter.mark(*two)
    voter.press("Tiếp tục")
    voter.press("Tiếp tục")
    voter.press("Đúng, để trắng")
    button = voter.page.get_by_role("button", name="Bỏ phiếu vào hòm", exact=True)
    expect(button).to_be_enabled()
    button.evaluate("(button) => { button.click(); button.click(); }")
    return voter.tracker()


def second_tab(voter: VoterPhone, two: list[str], five: list[str]) -> str:
    """The slip is open in two tabs; what the first has cast stands, and the second says so."""
    voter.tab()
    first, second = voter.context.pages
    for voter.page in (first, second):
        voter.page.bring_to_front()
        for nominees in (two, five):
            voter.mark(*nominees)
            voter.press("Tiếp tục")
    voter.page = first
    first.bring_to_front()
    voter.cast()
    tracker = voter.tracker()
    voter.page = second
    second.bring_to_front()
    voter.cast()
    voter.sees("Lá phiếu bỏ trước đã nằm trong hòm")
    assert tracker in "".join(second.get_by_role("main").inner_text().split())
    return tracker


WAYS = (first_and_back, reload_and_a_lost_reply, one_contest_left_empty, one_mark_too_many, double_tap, second_tab)
