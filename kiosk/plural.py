"""One word for one thing and another for many, in a language that has both: "{number:ballot|ballots}" in a sentence of a
catalogue, beside the number's own place. Vietnamese has one form, so the sentences in the code have no such choice. The
browser's half is `fill` in static/js/templates.js."""

import re
from collections.abc import Mapping

_CHOICE = re.compile(r"\{(\w+):([^{|}]*)\|([^{|}]*)\}")


def counted(sentence: str, values: Mapping[str, object]) -> str:
    """The sentence with each choice made that hangs on one of `values`; other choices stay, for a script to make."""

    def word(found: re.Match[str]) -> str:
        name, one, many = found.groups()
        return found[0] if name not in values else one if values[name] == 1 else many

    return _CHOICE.sub(word, sentence)
