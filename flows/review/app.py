"""The review page as a web application. Each request that asks the store runs in a thread, off the event loop."""

from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Body, Depends, FastAPI, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from flows.review import guard, overview
from flows.review.desk import Desk, NotThere
from flows.review.forms import Refused
from flows.review.guard import Guard, Session
from flows.review.pages import Answer, ErrorPage, LoginPage
from flows.review.templating import page
from flows.stores.inbox import Filter
from schemas.decisions import Verdict
from schemas.errors import DecidedMeanwhile, StoreError, UsageError

_STATIC = {
    "icon.svg": "image/svg+xml",
    "review.css": "text/css; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
}
"""Everything that is served from files; no other name reaches the file system."""

_LONGEST_NAME = 100
"""Characters of a person's name, as the fields of the page allow; a passport has room for 39 (ICAO 9303)."""

Year = Annotated[int | None, Query(ge=1, le=9999)]
"""The years that ISO 8601 writes with four digits."""
Number = Annotated[int, Query(ge=0, le=2**53)]
ChangeId = Annotated[int, Path(ge=1, le=2**53)]
"""Integers that scripts in a browser count exactly."""
DocumentId = Annotated[int, Path(ge=1, le=2**31 - 1)]
"""Integers of the column in a database."""


class Decided(BaseModel):
    """What the script sends when a person decides."""

    model_config = ConfigDict(extra="forbid")

    what: Verdict
    seen: int = Field(ge=0)
    """How many decisions the person saw on the change."""
    why: str | None = None
    fields: dict[str, str] = Field(default_factory=dict)
    """Of an edit: what the form holds."""


class Rule(BaseModel):
    """What the script sends to accept all that is left of a rule."""

    model_config = ConfigDict(extra="forbid")

    rule: str
    upto: int
    """The last change that the page shows."""


class Name(BaseModel):
    """What a person wants to be called."""

    who: str = Field(min_length=1, max_length=_LONGEST_NAME)


def application(desk: Desk, keeper: Guard) -> FastAPI:
    """The page on a store, kept by a guard."""
    app = FastAPI(title="Recital", docs_url=None, redoc_url=None, openapi_url=None)
    app.middleware("http")(keeper)
    _answer_errors(app)
    _add_pages(app, desk)
    _add_writes(app, desk)
    _add_login(app, keeper)
    return app


def _add_pages(app: FastAPI, desk: Desk) -> None:
    @app.get("/")
    def inbox(request: Request, asked: Annotated[Filter, Depends()], after: str = "") -> HTMLResponse:
        return _html("inbox.html", desk.inbox(_session(request), asked, after=after))

    @app.get("/d/{number}")
    def document(request: Request, number: DocumentId, part: Number = 1, after: Number = 0) -> HTMLResponse:
        return _html("document.html", desk.document(_session(request), number, part=max(part, 1), after=after))

    @app.get("/d/{number}/{record_id}")
    def record(request: Request, number: DocumentId, record_id: str) -> HTMLResponse:
        return _html("record.html", desk.record(_session(request), number, record_id))

    @app.get("/overview")
    def look_over(request: Request, first: Year = None, last: Year = None) -> HTMLResponse:
        return _html("overview.html", overview.overview(desk.database, _session(request), first=first, last=last))

    @app.get("/c/{change}/edit")
    def edit(change: ChangeId) -> HTMLResponse:
        return _html("edit.html", desk.form(change))

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            raise NotThere(f"there is no file {name}")
        content = files("flows.review").joinpath("static", name).read_bytes()
        return Response(content, media_type=_STATIC[name])


def _add_writes(app: FastAPI, desk: Desk) -> None:
    @app.post("/c/{change}")
    def decide(request: Request, change: ChangeId, said: Annotated[Decided, Body()]) -> Answer:
        return desk.decide(_session(request), change, said.model_dump())

    @app.post("/d/{number}/accept")
    def accept(request: Request, number: DocumentId, left: Annotated[Rule, Body()]) -> Answer:
        return desk.accept_rule(_session(request), number, left.rule, upto=left.upto)

    @app.post("/name")
    def name(request: Request, given: Annotated[Name, Body()]) -> dict[str, str]:
        session = _session(request)
        session.who = given.who.strip() or session.who
        return {"who": session.who}


def _add_login(app: FastAPI, keeper: Guard) -> None:
    @app.get("/login")
    def login() -> HTMLResponse:
        return _html("login.html", LoginPage("", None))

    @app.post("/login")
    async def log_in(request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        token, who = (form.get(name, [""])[0].strip() for name in ("token", "who"))
        if not keeper.knows(token) or not 0 < len(who) <= _LONGEST_NAME:
            return _html("login.html", LoginPage(who, "The token is not the one, or the name is missing."), status=403)
        secret, _ = keeper.begin(who)
        response = RedirectResponse("/", status_code=303)
        guard.set_cookie(response, secret)
        return response


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(NotThere)
    def not_there(_request: Request, error: NotThere) -> Response:
        return _html("error.html", ErrorPage(str(error)), status=404)

    @app.exception_handler(StoreError)
    def no_store(_request: Request, error: StoreError) -> Response:
        return _html("error.html", ErrorPage(str(error)), status=503)

    @app.exception_handler(DecidedMeanwhile)
    def decided(_request: Request, error: DecidedMeanwhile) -> Response:
        return JSONResponse({"problem": str(error)}, status_code=409)

    @app.exception_handler(UsageError)
    def cannot(_request: Request, error: UsageError) -> Response:
        return JSONResponse({"problem": str(error)}, status_code=400)

    @app.exception_handler(Refused)
    def refused(_request: Request, error: Refused) -> Response:
        return JSONResponse({"errors": error.errors}, status_code=422)


def _session(request: Request) -> Session:
    session: Any = request.state.session  # the guard lets nobody through without one
    if not isinstance(session, Session):
        raise NotThere("there is no session; load the page again")
    return session


def _html(template: str, shown: object, *, status: int = 200) -> HTMLResponse:
    return HTMLResponse(page(template, shown), status_code=status)
