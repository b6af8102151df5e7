"""Changes of the meeting.json of `played.on_paper`, each in a few words: what a dishonest kiosk could have written instead."""

from ballots.record.shape import Document
from tests.records import Lie

MARKS = ("standard", "organisation", "registered", "covenant")


def at(*path: str | int, value: object) -> Lie:
    def change(document: Document) -> None:
        place = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def each(*path: str | int, values: list[object]) -> list[Lie]:
    return [at(*path, value=value) for value in values]


def all_of(*lies: Lie) -> Lie:
    return lambda document: [lie(document) for lie in lies]


def sheet(unit: int = 3, **said: object) -> Lie:
    return lambda document: document["roster"][unit]["assessment"].update(said)


def paper(contest: int = 2, **said: object) -> Lie:
    """The tellers' entry of the round on paper."""
    return lambda document: document["rounds"][1]["contests"][contest]["count"].update(said)


def listed(contest: int = 2, **said: object) -> Lie:
    """In both rounds, as the list was agreed."""
    return lambda document: [one["contests"][contest].update(said) for one in document["rounds"]]


def hands(vote: int = 0, **said: object) -> Lie:
    return lambda document: document["hand_votes"][vote].update(said)


def longer_list(number: int) -> Lie:
    """So many nominees on the last list."""
    names = ["Phú Thọ", *(f"Huyện {n}" for n in range(number - 1))]
    return all_of(listed(nominees=names), paper(votes=[0] * number))


def more_lists(number: int) -> Lie:
    """So many contests in both rounds."""

    def change(document: Document) -> None:
        for one in document["rounds"]:
            like = one["contests"][2]
            one["contests"] += [{**like, "title": f"Bầu {of}", "of": of} for of in range(3, number)]

    return change


def more_rounds(number: int) -> Lie:
    """So many, all but the last as the one that was voided."""

    def change(document: Document) -> None:
        first, last = document["rounds"]
        rounds = [*[first] * (number - 1), last]
        document["rounds"] = [{**one, "number": place} for place, one in enumerate(rounds, 1)]

    return change


def more_hand_votes(number: int) -> Lie:
    return lambda document: document.update(hand_votes=(document["hand_votes"] * number)[:number])


def tellers(number: int) -> Lie:
    def change(document: Document) -> None:
        like = document["tellers"][0]
        document["tellers"] = [{**like, "number": n, "name": f"Bà {n}"} for n in range(1, number + 1)]

    return change


def counted(contest: int, **said: object) -> Lie:
    """The round that was voided, counted all the same."""

    def change(document: Document) -> None:
        for place, one in enumerate(document["rounds"][0]["contests"]):
            votes = [0] * len(one["nominees"])
            one["count"] = {"valid": 3, "invalid": 0, "invalid_reasons": "", "blank": 0, "votes": votes}
            if place == contest:
                one["count"].update(said)

    return change


def silent(document: Document) -> None:
    """No unit has a score sheet: then a name that is no unit's may stand."""
    nothing = dict.fromkeys((*MARKS, "score", "maximum"))
    for unit in document["roster"]:
        unit["assessment"].update(nothing)
    listed(nominees=["Phú Thọ", "Quảng Ninh", "Bắc Ninh", "Một tên khác"])(document)


def longer(*names: str) -> Lie:
    """With district offices of those names below the first unit."""

    def change(document: Document) -> None:
        like = document["roster"][0]
        document["roster"] += [
            {**like, "id": 100 + place, "name": name, "parent": "Phú Thọ", "present": False}
            for place, name in enumerate(names)
        ]

    return change


def renamed(name: str) -> Lie:
    return at("roster", 3, "name", value=name)
