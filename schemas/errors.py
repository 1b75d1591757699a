"""The errors Recital raises on purpose.

RecitalError
├── InvalidValue (also a ValueError)     a value that breaks its own rules; never the program's fault
│   ├── InvalidDate
│   ├── InvalidFigure
│   ├── InvalidSymbol
│   └── InvalidRecord                    a record that does not fit its document
├── LexiconError                         a vocabulary file with a duplicate or malformed entry
├── UnreadableSource                     a raw file that no reader can turn into text
├── DamagedOutput (also an OSError)      output that lacks what a run wrote, or has it no more as it was written
├── StoreError                           a store that cannot be reached, or refuses what it is asked
│   └── StoreBusy                        a store that did not answer now
├── PublishError                         a destination that cannot be reached, or whose tables are not as expected
│   └── PublishBusy                      a destination that did not answer now
├── DecidedMeanwhile                     a change on which somebody else has just decided
├── RunError                             a run that could not start or end; nothing the settings could mend
└── UsageError                           wrong settings or arguments; what to do is in the message

Every message says what was found (its `repr`), where, and what was expected.
"""


class RecitalError(Exception):
    """Anything Recital raises on purpose."""


class InvalidValue(RecitalError, ValueError):
    """A value that breaks its own rules."""


class InvalidDate(InvalidValue):
    """Text that is no EDTF value, or bounds that do not belong to one."""


class InvalidFigure(InvalidValue):
    """Text that is no number, or an amount, unit or currency that does not exist."""


class InvalidSymbol(InvalidValue):
    """Text that is no document symbol."""


class InvalidRecord(InvalidValue):
    """A record that does not fit the document it claims to stand in."""


class LexiconError(RecitalError):
    """A vocabulary file with a duplicate or malformed entry; the message names file and line."""


class UnreadableSource(RecitalError):
    """A raw file that no reader can turn into text; the message is a reason for people."""


class DamagedOutput(RecitalError, OSError):
    """Output that lacks what a run wrote, or has it no more as it was written; the message names the file."""


class StoreError(RecitalError):
    """A store that cannot be reached, or refuses what it is asked; the message names the store and the reason."""


class StoreBusy(StoreError):
    """A store that did not answer now; another try may do."""


class PublishError(RecitalError):
    """A destination that cannot be reached, or is not as expected; the message names it, the reason, and no secret."""


class PublishBusy(PublishError):
    """A destination that did not answer now; another try may do."""


class DecidedMeanwhile(RecitalError):
    """A change on which somebody else has just decided; the message says who, and what."""


class RunError(RecitalError):
    """A run that could not start or end; the message says what failed."""


class UsageError(RecitalError):
    """Wrong settings or arguments; the message says what to do."""
