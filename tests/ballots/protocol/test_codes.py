"""The codes are a contract: scripts rely on them, and docs/protocol.md (section 17) lists them."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CODE = (
    r"(?:archive|ballot|blank|credential|dealing|election|element|individual|message|overall|result|scalar|share|tally"
    r"|trustee)-[a-z-]+"
)


def found(pattern: str, *texts: str) -> set[str]:
    return {code for text in texts for code in re.findall(pattern, text)}


def raised() -> set[str]:
    return found(f'"({CODE})"', *(path.read_text() for path in ROOT.glob("ballots/protocol/*.py")))


def test_every_code_is_documented_and_no_other():
    documented = (ROOT / "docs" / "protocol.md").read_text().partition("## 17.")[2]
    assert found(f"`({CODE})`", documented) == raised()


def test_every_code_is_provoked_by_a_test():
    here = [path.read_text() for path in Path(__file__).parent.glob("test_*.py")]
    assert raised() - found(f'"({CODE})"', *here) == set()
