"""Libraries that another one would load beside what it is asked for."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def leaving_out(*names: str) -> Iterator[None]:
    """What is imported inside finds none of these libraries, unless they are loaded already; afterwards everybody finds them
    again. Only for a process that never uses what does without them meanwhile."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # None: "there is no such module", as the import system reads it
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
