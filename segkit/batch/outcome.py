"""What is asked for one engagement of many, and what came of it. Both travel to processes."""

from __future__ import annotations

from dataclasses import dataclass

EXPORTED = "exported"
UP_TO_DATE = "up to date"
OPEN = "open"
FAILED = "failed"

FINISHED = (EXPORTED, UP_TO_DATE)
"""The guide lies there as it should."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How many guides are to be made.

    Attributes:
        draft: Make drafts.
        force: Make guides that are up to date as well.
        at_once: How many at the same time; 0 means one for each core.
        scheduler: Address of a Dask scheduler whose workers see the same folders; empty
            means processes on this machine.
        forms: What to make of each guide.
        audiences: For whom; each of the forms for each of them.
        docsify: Folder of docsify's npm package, or `cdn`; empty to look for one.
        run_code: The person said yes to the notebooks' own code, as it is now.
    """

    draft: bool = False
    force: bool = False
    at_once: int = 0
    scheduler: str = ""
    forms: tuple[str, ...] = ("html",)
    audiences: tuple[str, ...] = ("everyone",)
    docsify: str = ""
    run_code: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One guide to be made, in every form for every audience.

    Attributes:
        folder: Of the engagement, absolute.
        draft: Make it although something is open.
        force: Make it although nothing has changed.
        forms: As in `Choices`; so are `audiences` and `docsify`.
        code: The own code that whoever asks said yes to, as permissions call it.
    """

    folder: str
    draft: bool = False
    force: bool = False
    forms: tuple[str, ...] = ("html",)
    audiences: tuple[str, ...] = ("everyone",)
    docsify: str = ""
    code: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What came of one form for one audience.

    Attributes:
        status: `exported`, `up to date` or `failed`.
        path: Of the file or folder; empty when there is none.
        problem: Why there is none.
        fix: What to do about it.
        note: What its maker should know.
    """

    form: str
    audience: str
    status: str
    path: str = ""
    problem: str = ""
    fix: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job.

    Attributes:
        folder: Of the engagement, absolute.
        status: `exported`, `up to date`, `open` (not final, so there is none) or `failed`
            (also when one of its documents did).
        customer: Empty when it could not be read.
        guide: The first document; empty when there is none.
        problem: Why there is none.
        fix: What to do about it.
        code: The cells of the notebook's own that were run, in words; empty without any.
        seconds: How long it took.
        documents: Every form for every audience, as far as it was tried.
    """

    folder: str
    status: str
    customer: str = ""
    guide: str = ""
    problem: str = ""
    fix: str = ""
    code: str = ""
    seconds: float = 0.0
    documents: tuple[Document, ...] = ()

    @property
    def is_finished(self) -> bool:
        """There is a guide, made now or before."""
        return self.status in FINISHED
