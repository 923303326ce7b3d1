"""The pages as an ASGI application that only answers, and only to this machine's own names."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from annotate.report import policy
from annotate.serving._live import Live

HOSTS = ("127.0.0.1", "localhost")
"""What a browser may call this machine. Another name that leads here is that of a page which wants to read ours."""

_HEADERS = {
    "Content-Security-Policy": f"{policy(live=True)}; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def application(live: Live) -> Starlette:
    """Return the application: `/` is the page, `/version` says which one it is and whether another is being made."""

    async def page(_: Request) -> Response:
        await live.look(again=True)
        shown = live.shown
        return Response(
            shown.content, status_code=503 if shown.failed else 200, media_type="text/html", headers=_HEADERS
        )

    async def version(_: Request) -> Response:
        making = await live.look()
        return JSONResponse({"version": live.shown.version, "making": making}, headers=_HEADERS)

    return Starlette(
        routes=[Route("/", page), Route("/version", version)],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)],
    )
