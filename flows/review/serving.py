"""Serving the page: on this machine alone, unless it is told otherwise; then with a token."""

import ipaddress
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version

import uvicorn

from flows.review.app import application
from flows.review.desk import Desk
from flows.review.guard import Guard
from flows.stores.database import Database
from flows.stores.policy import Policy
from flows.texts import Texts
from schemas.errors import UsageError

_HERE = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is served."""

    host: str
    """Address to bind."""
    port: int
    names: tuple[str, ...] = ()
    """Further names of the host, under which browsers reach it."""

    @property
    def is_here(self) -> bool:
        """Whether only this machine reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def hosts(self) -> frozenset[str]:
        """The `Host` headers that are answered."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        names = {*self.names, shown, *_HERE}
        return frozenset(f"{name}:{self.port}" for name in names) | ({*names} if self.port == 80 else frozenset())

    @property
    def url(self) -> str:
        """What to open in a browser on this machine."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.port}/"


def serve(database: Database, texts: Texts, policy: Policy, *, address: Address, who: str) -> None:
    """Serves the page until it is interrupted; says where, and with which token. Raises as `listen` does."""
    listening = listen(address)
    token = None if address.is_here else secrets.token_urlsafe(32)
    keeper = Guard(hosts=address.hosts, who=who, token=token)
    app = application(Desk(database, texts, policy), keeper)
    print(f"recital {version('recital')} · review · {address.url}", flush=True)
    if token is not None:
        print(f"token, shown this once: {token}", flush=True)
        print("others can read along on this connection; put a server with TLS before it", flush=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    with listening, suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def listen(address: Address) -> socket.socket:
    """A socket on which browsers are heard. Raises `UsageError` for an address that cannot be had."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise UsageError(
            f"port {address.port} of {address.host!r} cannot be served on: {reason}; expected one that is free: "
            "close the page that runs there, or give another --port"
        ) from error
