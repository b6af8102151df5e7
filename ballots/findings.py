"""What checks have found: a check that failed is noted and the next one runs, so that everything wrong is told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, ParamSpec, TypeVar

from ballots.errors import Broken

P = ParamSpec("P")
T = TypeVar("T")


class Failure(NamedTuple):
    """A check that failed: a stable code and a Vietnamese sentence."""

    code: str
    message: str

    @classmethod
    def of(cls, broken: Broken) -> Failure:
        return cls(broken.code, str(broken))


@dataclass(kw_only=True)
class Findings:
    """`failed`: every failure so far, in the order of the checks."""

    failed: list[Failure] = field(default_factory=list)

    def attempt(self, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """The outcome of a check, or None after noting why it failed."""
        try:
            return check(*args, **kwargs)
        except Broken as broken:
            self.failed.append(Failure.of(broken))
            return None
