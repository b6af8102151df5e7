"""The election: its questions, its key and its fingerprint (section 5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ballots.errors import Broken
from ballots.protocol.encoding import base58_random, compact, is_base58, is_number, read_json, sha_b64
from ballots.protocol.group import NEUTRAL_POINT, Element, read_element
from ballots.protocol.trustee import read_trustees

_REQUIRED = {"version", "description", "name", "group", "public_key", "questions", "uuid"}
_OPTIONAL = {"administrator", "credential_authority", "language"}
_UUID_LENGTH = 14
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Question:
    """Choose from `minimum` to `maximum` of `answers`, or, where `blank`, none at all by a blank vote."""

    title: str
    answers: tuple[str, ...]
    minimum: int
    maximum: int
    blank: bool

    @property
    def width(self) -> int:
        """How many ciphertexts a vote has: one an answer, and one before them for the blank vote."""
        return len(self.answers) + self.blank

    def allows(self, vote: Sequence[int]) -> bool:
        """Whether a vector of 0 and 1 (the blank vote first, where there is one) is a legal vote."""
        if len(vote) != self.width or not all(is_number(choice) and choice in (0, 1) for choice in vote):
            return False
        marks = sum(vote[self.blank :])
        if self.blank and vote[0]:
            return marks == 0
        return self.minimum <= marks <= self.maximum


@dataclass(frozen=True)
class Election:
    """An election record that has been read; `raw` is what was hashed to `fingerprint`."""

    uuid: str
    name: str
    description: str
    public_key: Element
    questions: tuple[Question, ...]
    fingerprint: str
    raw: bytes

    @staticmethod
    def read(raw: bytes) -> "Election":
        """The election of a record; Broken("election-...") unless it is one this protocol can run.

        Order and spacing of the fields are free in this one record (5).
        """
        value = read_json(raw, "election-malformed")
        _check_fields(value)
        if read_element(value["public_key"]) == NEUTRAL_POINT:
            raise Broken("election-key", "Khóa chung của cuộc bỏ phiếu là khóa rỗng, ai cũng mở được.")
        questions = tuple(_read_question(question) for question in value["questions"])
        fingerprint = sha_b64(raw)
        return Election(
            value["uuid"], value["name"], value["description"], value["public_key"], questions, fingerprint, raw
        )


def new_uuid() -> str:
    return base58_random(_UUID_LENGTH)


def make(uuid: str, name: str, description: str, questions: Sequence[Question], trustees_raw: bytes) -> bytes:
    """The record of an election under these trustees' joint key. ValueError for questions or texts that cannot be."""
    value = {
        "version": 1,
        "description": description,
        "name": name,
        "group": "Ed25519",
        "public_key": read_trustees(trustees_raw).joint_key,
        "questions": [_question_record(question) for question in questions],
        "uuid": uuid,
    }
    if _CONTROL.search(_texts(name, description, questions)):
        raise ValueError("control characters in a text")
    raw = compact(value)
    try:
        Election.read(raw)
    except Broken as impossible:
        raise ValueError(impossible.code) from impossible
    return raw


def _question_record(question: Question) -> dict[str, Any]:
    return {
        "answers": list(question.answers),
        **({"blank": True} if question.blank else {}),
        "min": question.minimum,
        "max": question.maximum,
        "question": question.title,
    }


def _texts(name: str, description: str, questions: Sequence[Question]) -> str:
    return "".join([name, description, *(text for asked in questions for text in (asked.title, *asked.answers))])


def _check_fields(value: Any) -> None:
    if not isinstance(value, dict) or not _REQUIRED <= set(value) <= _REQUIRED | _OPTIONAL:
        raise Broken("election-malformed", "Bản mô tả cuộc bỏ phiếu thiếu hoặc thừa thành phần.")
    if not is_number(value["version"]) or value["version"] != 1:
        raise Broken("election-version", "Bản mô tả cuộc bỏ phiếu thuộc một phiên bản khác của giao thức.")
    if value["group"] != "Ed25519":
        raise Broken("election-group", "Cuộc bỏ phiếu dùng một hệ mật mã khác, chương trình này không kiểm tra được.")
    if not is_base58(value["uuid"], _UUID_LENGTH):
        raise Broken("election-uuid", "Mã số của cuộc bỏ phiếu không đúng định dạng.")
    texts = (value[field] for field in ("name", "description", *_OPTIONAL) if field in value)
    if not all(isinstance(text, str) for text in texts):
        raise Broken("election-malformed", "Bản mô tả cuộc bỏ phiếu có phần chữ không đúng định dạng.")
    if not isinstance(value["questions"], list) or not value["questions"]:
        raise Broken("election-questions", "Bản mô tả cuộc bỏ phiếu không có nội dung nào để bầu.")


def _read_question(value: Any) -> Question:
    if not isinstance(value, dict) or not {"answers", "min", "max", "question"} <= set(value) <= {
        "answers", "blank", "min", "max", "question",
    }:
        raise Broken("election-questions", "Một nội dung bầu thiếu hoặc thừa thành phần.")
    answers, blank = value["answers"], value.get("blank", False)
    if not isinstance(answers, list) or not answers or not isinstance(blank, bool):
        raise Broken("election-questions", "Một nội dung bầu không có danh sách để chọn.")
    if not all(isinstance(text, str) for text in (value["question"], *answers)):
        raise Broken("election-questions", "Một nội dung bầu có phần chữ không đúng định dạng.")
    least, most = value["min"], value["max"]
    if not is_number(least) or not is_number(most) or not 0 <= least <= most <= len(answers) or most == 0:
        raise Broken("election-questions", "Một nội dung bầu có số được chọn không hợp lý.")
    return Question(value["question"], tuple(answers), least, most, blank)
