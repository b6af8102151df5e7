"""What can go wrong, said to the person who is stuck.

One family. A `Refused` is expected: somebody asked for what the meeting does not allow, and its sentence says what to do.
A `Broken` is a proof, a chain or a signature that does not hold: somebody altered something, or wrote it wrongly.
Each has a stable kebab-case `code` (scripts and tests rely on it) and a Vietnamese sentence; the sentence is kept apart
from its values, so that it can be translated. No sentence ever carries a vote, a slip's secret or a key.
"""

from functools import partial


class Trouble(Exception):
    """`code` is stable; `str()` is the Vietnamese sentence with `values` filled in (%-style, by name)."""

    def __init__(self, code: str, sentence: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence % self.values if self.values else self.sentence

    def __reduce__(self) -> tuple[object, ...]:
        """Whole when it comes from another process; an exception is otherwise made again from its code alone."""
        return partial(type(self), self.code, self.sentence, **self.values), ()


class Refused(Trouble):
    """The rules do not allow this; nothing has changed and nothing is lost."""


class Broken(Trouble):
    """A proof, a hash, a chain or a signature does not hold."""
