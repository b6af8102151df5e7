"""belenios-tool as a trustee: the steps of its key ceremony (6.3), and its partial decryption."""

import json
from pathlib import Path

from ballots.protocol.encoding import compact
from tests import tool


def step(folder: Path, number: int, *arguments: str, given: bytes = b"") -> bytes:
    """One step of the tool's ceremony."""
    called = ("setup", "generate-trustee-key-threshold", "--group", "Ed25519", "--step", str(number))
    return tool.run(folder, *called, *arguments, given=given)


def lines(values: list) -> bytes:
    return b"".join(compact(value) + b"\n" for value in values)


class ToolTrustee:
    """The tool as the trustee at one place (from 1), with nothing but its own files in a folder."""

    def __init__(self, folder: Path, place: int, threshold: int, size: int) -> None:
        self.folder, self.place = folder, place
        self.id = step(folder, 1, "--threshold-context", f"{place}/{threshold}/{size}").decode().strip()
        self.cert = json.loads((folder / f"{self.id}.cert").read_text())

    @property
    def seed(self) -> str:
        return (self.folder / f"{self.id}.key").read_text().strip()

    def polynomial(self, certs: list) -> dict:
        return json.loads(self._step(3, certs))

    def voutput(self, certs: list, vinput: dict) -> dict:
        return json.loads(self._step(5, certs, given=compact(vinput) + b"\n"))

    def share(self, folder: Path, voutput: dict) -> bytes:
        """The records of its partial decryption of the election in a folder."""
        (folder / "key").write_text(self.seed)
        (folder / "dkey").write_text(voutput["private_key"])
        keys = ("--key", "key", "--decryption-key", "dkey", "--trustee-id", str(self.place))
        return tool.run(folder, "election", "decrypt-threshold", *keys)

    def _step(self, number: int, certs: list, given: bytes = b"") -> bytes:
        (self.folder / "certs.jsons").write_bytes(lines(certs))
        return step(self.folder, number, "--certs", "certs.jsons", "--key", f"{self.id}.key", given=given)
