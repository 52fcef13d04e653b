"""Errors as RFC 9457 has them, in the language that is asked for."""

from __future__ import annotations

import enum
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse

from assistant.errors import (
    AssistantError,
    ClauseNotFoundError,
    IndexDamagedError,
    NotReadyError,
    QuestionError,
    WorkNotFoundError,
)
from assistant.works import Bilingual, Language

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 1


class Problem(enum.Enum):
    """What can go wrong, with its status."""

    INVALID = ("invalid", HTTPStatus.UNPROCESSABLE_ENTITY)
    QUESTION = ("question", HTTPStatus.UNPROCESSABLE_ENTITY)
    NO_WORK = ("no-work", HTTPStatus.NOT_FOUND)
    NO_CLAUSE = ("no-clause", HTTPStatus.NOT_FOUND)
    NOT_FOUND = ("not-found", HTTPStatus.NOT_FOUND)
    NOT_ALLOWED = ("not-allowed", HTTPStatus.METHOD_NOT_ALLOWED)
    TOO_LARGE = ("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    UNAUTHORIZED = ("unauthorized", HTTPStatus.UNAUTHORIZED)
    FORBIDDEN = ("forbidden", HTTPStatus.FORBIDDEN)
    TOO_MANY = ("too-many-requests", HTTPStatus.TOO_MANY_REQUESTS)
    BUSY = ("busy", HTTPStatus.SERVICE_UNAVAILABLE)
    NOT_READY = ("not-ready", HTTPStatus.SERVICE_UNAVAILABLE)
    OPENING = ("opening", HTTPStatus.SERVICE_UNAVAILABLE)
    FAILED = ("failed", HTTPStatus.INTERNAL_SERVER_ERROR)

    def __init__(self, code: str, status: HTTPStatus) -> None:
        self.code = code
        self.status = status


TITLES: dict[Problem, Bilingual] = {
    Problem.INVALID: Bilingual("请求不符合要求", "The request is not as it must be"),
    Problem.QUESTION: Bilingual("问题为空或过长，最多500字", "The question is empty or longer than 500 characters"),
    Problem.NO_WORK: Bilingual("没有这份文件，见 /api/v1/works", "There is no such work; see /api/v1/works"),
    Problem.NO_CLAUSE: Bilingual("没有这一条，见 /api/v1/works", "There is no such clause; see /api/v1/works"),
    Problem.NOT_FOUND: Bilingual("这里什么也没有，见 /openapi.json", "There is nothing here; see /openapi.json"),
    Problem.NOT_ALLOWED: Bilingual("这个地址不接受这种方法", "This address does not take that method"),
    Problem.TOO_LARGE: Bilingual("请求过大，最多64 KiB", "The request is too large; at most 64 KiB are read"),
    Problem.UNAUTHORIZED: Bilingual("需要口令", "A password or token is needed"),
    Problem.FORBIDDEN: Bilingual("不接受来自其他网站的请求", "Requests from other sites are refused"),
    Problem.TOO_MANY: Bilingual("请求过多，请稍后再试", "Too many requests at once; try again shortly"),
    Problem.BUSY: Bilingual("正忙，请稍后再试", "The server is busy; try again shortly"),
    Problem.NOT_READY: Bilingual(
        "索引未通过核对，尚不能回答", "The index did not pass its check; no question is answered"
    ),
    Problem.OPENING: Bilingual(
        "正在建立索引，请稍后再试", "The index is being built; questions are answered in a moment"
    ),
    Problem.FAILED: Bilingual("没有成功，详情见服务器日志", "That failed; the server's log says more"),
}
_RETRY = frozenset({Problem.TOO_MANY, Problem.BUSY, Problem.NOT_READY, Problem.OPENING})


def spoken_by(header: str) -> Language:
    """Return the language that an ``Accept-Language`` header prefers; English where it names neither."""
    best: tuple[float, Language] = (0.0, "en")
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        language: Language | None = {"zh": "zh", "en": "en"}.get(tag.lower().partition("-")[0])  # type: ignore[assignment]  # the values are languages
        if language is not None and quality > best[0]:
            best = (quality, language)
    return best[1]


def problem_body(problem: Problem, language: Language, detail: str = "") -> dict[str, str | int]:
    """Return the object that says what is wrong."""
    body: dict[str, str | int] = {
        "type": f"urn:policy-assistant:problem:{problem.code}",
        "title": TITLES[problem].get(language),
        "status": problem.status.value,
        "code": problem.code,
        "language": language,
    }
    return body | ({"detail": detail} if detail else {})


def problem_reply(problem: Problem, language: Language, detail: str = "") -> JSONResponse:
    """Return a response that says what is wrong."""
    headers = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    if problem in _RETRY:
        headers["Retry-After"] = str(RETRY_AFTER_S)
    if problem is Problem.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Basic realm="policy assistant", charset="UTF-8"'
    return JSONResponse(
        problem_body(problem, language, detail), status_code=problem.status, headers=headers, media_type=MEDIA_TYPE
    )


def language_of_request(request: Request) -> Language:
    """Return the language in which a request wants to be told what is wrong."""
    return spoken_by(request.headers.get("accept-language", ""))


def problem_of(error: AssistantError) -> Problem:
    """Return which problem an error of ours is to whoever asked."""
    match error:
        case QuestionError():
            return Problem.QUESTION
        case WorkNotFoundError():
            return Problem.NO_WORK
        case ClauseNotFoundError():
            return Problem.NO_CLAUSE
        case NotReadyError():
            return Problem.OPENING
        case IndexDamagedError():
            return Problem.NOT_READY
        case _:
            return Problem.FAILED
