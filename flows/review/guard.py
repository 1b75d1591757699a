"""Who may use the page, and what a browser may do with it.

Host            only names under which the page is served: another may be a page that steers the browser here
token           needed wherever others can reach the page; compared in constant time, then a cookie stands for it
cookie          HttpOnly and SameSite=Strict, so that no script reads it and no other page sends it
CSRF token      in a header of every write; a page of another origin can neither read nor set it
policy          scripts and styles from here alone, none of them within a page; no frames, forms to here only
"""

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hmac import compare_digest

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

COOKIE = "recital_session"
CSRF_HEADER = "x-csrf-token"
_MOST_SESSIONS = 1_000
"""Browsers that are known, so that whoever asks without a cookie fills no memory: a thousand take 0.3 MB."""
_MOST_BYTES = 1_000_000
"""Of one request: an edit sends a value, and the longest of 2,351 in the development texts has 453 bytes."""

_READS = frozenset({"GET", "HEAD"})
_OPEN_PATHS = ("/login", "/static/")
"""What is served to those who have no session yet."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(slots=True)
class Session:
    """A browser that may use the page."""

    who: str
    """The person's name, as decisions get it."""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))


class Guard:
    """Stands before every request."""

    def __init__(self, *, hosts: frozenset[str], who: str, token: str | None = None) -> None:
        self.token = token
        self._hosts = hosts
        self._who = who
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    async def __call__(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        """The response to a request, with the headers that all have; what is not allowed goes no further."""
        request.state.session = self._sessions.get(request.cookies.get(COOKIE, ""))
        response = self._refusal(request) or self._to_login(request)
        if response is None:
            begun = None
            if request.state.session is None and self.token is None:
                begun, request.state.session = self.begin(self._who)
            response = await call_next(request)
            if begun is not None:
                set_cookie(response, begun)
        response.headers.update(_HEADERS)
        return response

    def begin(self, who: str) -> tuple[str, Session]:
        """A new session with its secret; the oldest ends where there are too many."""
        secret, session = secrets.token_urlsafe(32), Session(who)
        self._sessions[secret] = session
        if len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return secret, session

    def knows(self, token: str) -> bool:
        """Whether this is the token."""
        return self.token is not None and compare_digest(token.encode(), self.token.encode())

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse("This page is not served under that name.", status_code=421)
        if request.method in _READS:
            return None
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _MOST_BYTES:
            return PlainTextResponse("Too much, or of unknown length.", status_code=413)
        origin = request.headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return PlainTextResponse("Another page may not write here.", status_code=403)
        if request.url.path != "/login" and not _may_write(request):
            return PlainTextResponse("The page is out of date; load it again.", status_code=403)
        return None

    def _to_login(self, request: Request) -> Response | None:
        if self.token is None or request.state.session is not None or request.url.path.startswith(_OPEN_PATHS):
            return None
        return RedirectResponse("/login", status_code=303)


def _may_write(request: Request) -> bool:
    session: Session | None = request.state.session
    given = request.headers.get(CSRF_HEADER, "")
    return session is not None and compare_digest(given.encode(), session.csrf.encode())


def set_cookie(response: Response, secret: str) -> None:
    """Gives the browser its session."""
    response.set_cookie(COOKIE, secret, httponly=True, samesite="strict", path="/")
