"""Everything segkit raises on purpose, in one place.

    SegkitError
    ├── ConfigError             engagement.toml or notes.toml is missing something
    │   └── NotesConflictError  two people changed the same note
    ├── UsageError              a name or argument that segkit does not know
    ├── TrustError              a folder leads out of itself, or asks for what nobody said yes to
    ├── PullError               the outside world said no
    │   ├── InputFileError      a file is missing, of another kind, or damaged
    │   ├── GoogleAccessError   Google was given no credentials, or does not accept them
    │   ├── SheetNotSharedError a Google Sheet is not shared with who asks for it
    │   ├── ApiError            Segment's Public API gave no whole answer
    │   │   ├── TokenError      the token is missing, damaged or not accepted
    │   │   └── ApiRefusalError the token or the customer's plan does not open this
    │   └── NotATrackingPlanError   it was read, but it is no tracking plan
    ├── KeyringError            the system keeps no passwords, or does not hand them out
    ├── FqlError                a condition in Segment's filter language is invalid
    ├── SnapshotError           the engagement has no snapshot, or not a whole one
    └── ExportError             a guide could not become a document
        └── OpenItemsError      something in it still waits for the SA

Each message says what happened and where, then what to do next.
A bug in segkit itself is never wrapped: it surfaces as what it is.
"""

from __future__ import annotations


class SegkitError(Exception):
    """Base class: `except SegkitError` catches every failure that a user can fix."""

    def __init__(self, problem: str, fix: str) -> None:
        # args mirror the signature, so copying and pickling need no extra code
        super().__init__(problem, fix)
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.problem}\nTo fix: {self.fix}"

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback (its hook for exceptions)."""
        return [f"{type(self).__name__}: {self}"]


class ConfigError(SegkitError):
    """The engagement's own files are missing something or say something unknown."""


class NotesConflictError(ConfigError):
    """A note is not as it was when somebody decided to change it."""


class UsageError(SegkitError):
    """A name, option or argument that segkit does not know."""


class TrustError(SegkitError):
    """An engagement's folder leads out of itself, or holds code, and nobody said yes to that."""


class PullError(SegkitError):
    """A sheet, an API or a file could not be read."""


class InputFileError(PullError):
    """A file is missing, of another kind than expected, or damaged."""


class GoogleAccessError(PullError):
    """Google was given no credentials, wrong ones, or some that are no longer accepted."""


class SheetNotSharedError(PullError):
    """The Google Sheet exists, but whoever segkit reads it as may not open it."""


class ApiError(PullError):
    """Segment's Public API could not be asked, or did not answer as a whole."""


class TokenError(ApiError):
    """The Public API token is damaged, or no region of Segment accepts it."""


class ApiRefusalError(ApiError):
    """The Public API answered no: the token or the customer's plan does not open this.

    Attributes:
        status: The HTTP status.
        said: The API's own words.
    """

    def __init__(self, problem: str, fix: str, status: int = 0, said: str = "") -> None:
        super().__init__(problem, fix)
        self.args = (problem, fix, status, said)
        self.status = status
        self.said = said


class NotATrackingPlanError(PullError):
    """The file was read, but nothing in it can be understood as a tracking plan."""


class KeyringError(SegkitError):
    """The system's keyring is missing, locked, silent or broken."""


class FqlError(SegkitError):
    """A condition in Segment's filter language cannot be read, or not be evaluated.

    Attributes:
        column: Where in the text, counted from 1; line breaks count as one character.
        kind: "syntax" when the text is not FQL; "evaluation" when a call makes it fail,
            for instance because text is compared with `>`.
    """

    def __init__(self, problem: str, fix: str, column: int = 1, kind: str = "syntax") -> None:
        super().__init__(problem, fix)
        self.args = (problem, fix, column, kind)
        self.column = column
        self.kind = kind


class SnapshotError(SegkitError):
    """The engagement has no snapshot yet, or the file is not a whole one."""


class ExportError(SegkitError):
    """A guide could not become a document."""


class OpenItemsError(ExportError):
    """A final guide was asked for while something in it is still open."""
