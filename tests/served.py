"""A meeting at a real server, brought to its sealing over HTTP by the people of a rehearsal."""

from collections.abc import Callable

from kiosk.rehearsal.people import Secretary, Teller

Contest = dict[str, object]


def seal(
    secretary: Secretary,
    number: int,
    contests: list[Contest],
    tellers: int = 1,
    holder: Callable[..., Teller] = Teller,
) -> list[Teller]:
    """`number` units, all present, agree on everything; the tellers have made the locks. The tellers."""
    secretary.do("meeting", {"title": "Hội nghị tổng kết", "cluster": "Cụm thi đua số 5", "year": 2025})
    secretary.do("roster", {"units": [{"name": f"BHXH tỉnh {place}"} for place in range(1, number + 1)]})
    secretary.do("contests", {"contests": contests})
    seats = secretary.do("tellers", {"tellers": [{"name": f"Người thứ {place}"} for place in range(1, tellers + 1)]})
    made = [holder(secretary.base, **seat) for seat in seats["invites"]]
    while not all([teller.take_part() for teller in made]):
        pass
    for unit in secretary.ask("/live/snapshot")["units"]:
        secretary.do("roll-call", {"unit": unit["id"], "present": True})
    lists = [("list", contest["title"]) for contest in secretary.ask("/live/snapshot")["contests"]]
    for subject, about in (("rules", ""), ("committee", ""), *lists):
        secretary.do("hand-vote", {"subject": subject, "about": about, "favour": number, "against": 0, "abstain": 0})
    secretary.do("seal")
    return made
