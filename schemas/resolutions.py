"""The values of resolution and document records.

resolution 1325            -> S/RES/1325 (2000)   Security Council, adopted 2000-10-31
resolution 217 A (III)     -> A/RES/217 A (III)   General Assembly, third session
S/26422 and Add.1          -> S/26422             Security Council, report or letter
"""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator

from schemas.dates import IsoDay
from schemas.errors import InvalidSymbol
from schemas.organs import Series
from schemas.spans import Frozen
from schemas.symbols import DocumentSymbol, checked_symbol

Symbol = Annotated[str, AfterValidator(checked_symbol)]
"""A document symbol in its normal form, such as `S/RES/1244 (1999)`."""

Url = Annotated[str, Field(pattern=r"^https://")]


def _check_fields(value: BaseModel, said: dict[str, Any]) -> None:
    """Raises `InvalidSymbol` when a field of the value is not what its symbol says."""
    for field, expected in said.items():
        if (found := getattr(value, field)) != expected:
            raise InvalidSymbol(f"{field} {found!r} beside symbol {said['symbol']!r}; expected {expected!r}")


class ResolutionValue(Frozen):
    """Which resolution a citation means. Null means: not stated, and not known from a registry."""

    body: str | None
    """The organ that adopted it, such as `Security Council`."""
    symbol: Symbol | None
    """Official symbol; null where body, year or session are not known."""
    number: int = Field(ge=1)
    """Number of the resolution."""
    year: int | None = Field(default=None, ge=1, le=2099)
    """Year that belongs to the number."""
    session: str | None = None
    """Session as written: `60`, `V`, `ES-10`."""
    adopted: IsoDay | None = None
    """Day of adoption, where the text states it or the registry of resolutions knows it."""
    paragraphs: tuple[str, ...] = ()
    """Paragraphs cited with it, as written: `11 (j)`."""
    url: Url | None
    """Where the document can be read."""
    checks: tuple[str, ...] = ()
    """Findings: `year_mismatch`, `adopted_mismatch`, `unknown_number`; empty when all agree."""

    @model_validator(mode="after")
    def _fits_symbol(self) -> Self:
        if self.symbol is not None:
            _check_fields(self, resolution_fields(DocumentSymbol.parse(self.symbol)))
        return self


class DocumentValue(Frozen):
    """Which document a symbol names."""

    symbol: Symbol
    """Normal form of the symbol."""
    body: str | None
    """Issuing body."""
    series: Series
    """Kind of document."""
    year: int | None = Field(default=None, ge=1, le=2099)
    """Year in the symbol."""
    session: str | None = None
    """Session in the symbol, as written: `76`, `ES-10`."""
    number: int | None = Field(default=None, ge=1)
    """Running number."""
    addendum: int | None = Field(default=None, ge=1)
    """Number of the addendum."""
    corrigendum: int | None = Field(default=None, ge=1)
    """Number of the corrigendum."""
    revision: int | None = Field(default=None, ge=1)
    """Number of the revision."""
    url: Url | None
    """Where the document can be read; null for documents that the United Nations does not serve."""

    @model_validator(mode="after")
    def _fits_symbol(self) -> Self:
        _check_fields(self, document_fields(DocumentSymbol.parse(self.symbol)))
        return self


def resolution_fields(symbol: DocumentSymbol) -> dict[str, Any]:
    """Fields of a resolution value that its symbol decides.

    >>> resolution_fields(DocumentSymbol.parse("A/RES/60/1"))["session"]
    '60'
    >>> resolution_fields(DocumentSymbol.parse("S/PV.4011"))
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidSymbol: 'S/PV.4011' is no symbol of a resolution; expected one such as 'S/RES/1701 (2006)'
    """
    if symbol.series is not Series.RESOLUTION:
        raise InvalidSymbol(f"{str(symbol)!r} is no symbol of a resolution; expected one such as 'S/RES/1701 (2006)'")
    return {
        "symbol": str(symbol),
        "body": symbol.body,
        "number": symbol.number,
        "year": symbol.year,
        "session": symbol.session,
        "url": symbol.url,
    }


def document_fields(symbol: DocumentSymbol) -> dict[str, Any]:
    """Fields of a document value: its symbol decides them all.

    >>> document_fields(DocumentSymbol.parse("S/2010/265/Add.1"))["addendum"]
    1
    """
    return {
        "symbol": str(symbol),
        "body": symbol.body,
        "series": symbol.series,
        "year": symbol.year,
        "session": symbol.session,
        "number": symbol.number,
        "addendum": symbol.addendum,
        "corrigendum": symbol.corrigendum,
        "revision": symbol.revision,
        "url": symbol.url,
    }
