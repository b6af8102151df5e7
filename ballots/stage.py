"""The stages of a meeting, in the order in which it passes them. What may be done in each is in `ballots.rulebook`.

A round that was voided or ended in a tie leads back to SEALED, from where the next one is set up.
"""

from enum import StrEnum


class Stage(StrEnum):
    """`value` is stable: pages, scripts and records read it."""

    PREPARING = "preparing"
    SEALED = "sealed"
    ISSUED = "issued"
    OPEN = "open"
    CLOSED = "closed"
    COUNTING = "counting"
    COUNTED = "counted"
    ADOPTED = "adopted"

    @property
    def rank(self) -> int:
        return list(Stage).index(self)
