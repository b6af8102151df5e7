"""What the room reads goes over its Wi-Fi compressed: pages and public JSON, for whoever takes it so.

Never an answer to something sent, nor anything of the desk: where a secret and a stranger's words are compressed together,
the length tells of the secret.
"""

import gzip

from flask import Flask, Response, request

PACKED = ("text/html", "application/json")
WORTH_IT = 1_000  # bytes


def install(app: Flask) -> None:
    app.after_request(pack)


def pack(answer: Response) -> Response:
    """The same answer, compressed where that is worth while and harmless."""
    is_public = request.method == "GET" and not request.path.startswith("/desk")
    if not is_public or answer.mimetype not in PACKED or answer.is_streamed or answer.content_encoding:
        return answer
    answer.vary.add("Accept-Encoding")
    content = answer.get_data()
    if len(content) >= WORTH_IT and request.accept_encodings["gzip"]:
        answer.set_data(gzip.compress(content, 6, mtime=0))
        answer.content_encoding = "gzip"
    return answer
