"""One error tree. Every error says what happened (message) and what to do (remedy).

TiaokuaiError
├── InputError          a file or text cannot be read (exit 1)
├── UsageError          a parameter or setting is wrong (exit 2)
│   ├── UnknownName     no such region, agency, policy, query …; carries suggestions
│   └── AmbiguousName   several fit; carries the candidates
├── StoreError          an engine cannot be opened, reached or written
│   └── StoreBusy       another process is writing
└── RecordError         a record breaks the contract (a bug of ours, never shown as an answer)
"""

from __future__ import annotations


class TiaokuaiError(Exception):
    """Base of all errors of this program: a stable code, a message, a remedy."""

    code = "error"

    def __init__(self, message: str, *, remedy: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        if code is not None:
            self.code = code

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message, "remedy": self.remedy}


class InputError(TiaokuaiError):
    code = "unreadable"


class UsageError(TiaokuaiError):
    code = "usage"


class UnknownName(UsageError):
    code = "unknown_name"

    def __init__(self, message: str, *, suggestions: tuple[str, ...] = (), remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.suggestions = suggestions


class AmbiguousName(UnknownName):
    code = "ambiguous_name"


class StoreError(TiaokuaiError):
    code = "store"


class StoreBusy(StoreError):
    code = "store_busy"


class RecordError(TiaokuaiError):
    code = "record"
