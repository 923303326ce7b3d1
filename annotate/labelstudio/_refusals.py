"""What it means when Label Studio, or something else, does not answer as it should; none of it shows the key."""

from __future__ import annotations

import httpx

from annotate.errors import AccessDenied, ServerError, ServerUnreachable

_CURE = "see that Label Studio runs (annotate studio status), then run the same command again"


def refusal(url: str, attempt: str, status: int | None, body: object) -> ServerError:
    """Return what an answer with an error in it means."""
    if status in (401, 403):
        return AccessDenied(
            url,
            f"cannot {attempt}: the key is not accepted (status {status})",
            cure="set LABEL_STUDIO_API_KEY to the token from the page Account & Settings",
        )
    if status is not None and 300 <= status < 400:
        return ServerError(
            url,
            f"cannot {attempt}: it answers by sending elsewhere (status {status}), where no key follows",
            cure="set LABEL_STUDIO_URL to the address that a browser shows, with https:// if it does",
        )
    if status == 404:
        return ServerError(
            url,
            f"cannot {attempt}: it is not there, or not for this account (status 404)",
            cure="annotate doctor tells what is gone; annotate push makes it anew",
        )
    if not isinstance(body, dict):
        return foreign(url, f"{attempt} (status {status})")
    told = body.get("validation_errors") or body.get("detail") or "refused without a reason"
    return ServerError(url, f"cannot {attempt}: {_plain(told)} (status {status})", cure="annotate doctor tells more")


def foreign(url: str, attempt: str) -> ServerUnreachable:
    """Return what is said of an answer that Label Studio would not give."""
    return ServerUnreachable(
        url,
        f"cannot {attempt}: the answer is not Label Studio's",
        expected="the address of a Label Studio server",
        cure=_CURE,
    )


def unanswered(url: str, attempt: str, error: httpx.HTTPError) -> ServerUnreachable:
    """Return what is said where no answer came, or not all of it."""
    return ServerUnreachable(url, f"cannot {attempt}: {type(error).__name__}: {error}", cure=_CURE)


def said(answer: httpx.Response) -> object:
    """Return what an error says as JSON, or as it came."""
    try:
        return answer.json()
    except ValueError:
        return answer.text


def _plain(told: object) -> str:
    """Return what Label Studio says about an error as one line: messages, lists of them, or both by field."""
    if isinstance(told, dict):
        return "; ".join(f"{field}: {_plain(found)}" for field, found in told.items())
    if isinstance(told, list):
        return " ".join(_plain(found) for found in told)
    return str(told)
