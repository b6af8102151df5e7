"""The outcome as plain values, in the one shape in which the room's pages, the record and the papers have it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from ballots.contest import Contest
from ballots.outcome import Outcome
from ballots.roster import Unit
from ballots.text import same_name

Row = dict[str, object]


def outcome_rows(contests: Sequence[Contest], outcomes: Sequence[Outcome], units: Iterable[Unit]) -> list[Row]:
    """A row a contest; its nominees in the order of the list, with the parent, score and maximum (hundredths of a point) of
    the unit of that name, "" and None where there is none."""
    known = {same_name(unit.name): unit for unit in units}
    return [_row(contest, result, known) for contest, result in zip(contests, outcomes)]


def _row(contest: Contest, result: Outcome, known: dict[str, Unit]) -> Row:
    return {
        "title": contest.title,
        "kind": contest.kind,
        "seats": contest.seats,
        "open_seats": result.open_seats,
        "undecided": result.undecided,
        "nominees": [
            {"name": place.name, **_standing(known.get(same_name(place.name))), **_place(place)}
            for place in result.places
        ],
    }


def _standing(unit: Unit | None) -> Row:
    if unit is None:
        return {"parent": "", "score": None, "maximum": None}
    return {"parent": unit.parent, "score": unit.assessment.score, "maximum": unit.assessment.maximum}


def _place(place: object) -> Row:
    fields = asdict(place)
    return {name: fields[name] for name in ("votes", "rank", "elected", "tied", "decided_by")} | {
        "votes": list(fields["votes"])
    }
