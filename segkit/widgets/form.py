"""The one protocol between a form and the kernel, for every form.

Python draws the form; `assets/form.js` weaves it into the page, keeps what is typed in the
browser and sends it. Each message has an id and is answered once: after what it asks for is
done, and in the file, or with what went wrong. So what was not answered was not saved.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from weakref import WeakSet

import traitlets

from segkit.errors import NotesConflictError, SegkitError, UsageError
from segkit.render.long_texts import shortened
from segkit.render.missing import missing
from segkit.widgets.carrying import CarryingWidget
from segkit.widgets.scripts import loader

Message = Mapping[str, object]

SESSION = secrets.token_hex(8)
"""Of this kernel: what a browser kept for another one is offered, not saved unasked."""

_PART = re.compile(r"<!--part (.*?)-->(.*?)<!--/part-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Done:
    """What a gesture did.

    Attributes:
        said: A sentence that says so; empty where the form itself shows it.
        saved: It is in the file now.
        seen: What the next message about the same place goes on from; None for its value.
    """

    said: str = ""
    saved: bool = False
    seen: str | None = None


class ChangedTwiceError(NotesConflictError):
    """Somebody else changed the same place meanwhile.

    Attributes:
        there: What it says now, for a person.
        seen: The same for the next message, when the person keeps their own.
        both: Both can be kept, as two entries.
    """

    def __init__(self, there: str, seen: str, *, both: bool = False) -> None:
        super().__init__(
            f"Somebody else changed this meanwhile; there it says {there!r}.",
            "keep yours, or take what is there.",
        )
        self.args = (there, seen)
        self.there, self.seen, self.both = there, seen, both


class RefusedTextError(UsageError):
    """A text that cannot be what is asked for.

    Attributes:
        offers: What may be meant, each in words and as the text to write.
    """

    def __init__(self, problem: str, fix: str, offers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(problem, fix)
        self.offers = tuple(offers)


class FormWidget(CarryingWidget):
    """Base of every form.

    What a message holds: `id`, `do`, `key`, `value`, `fields` (the inputs around it by name),
    `seen` (what was there when the person began) and `session` (one for each place and typing).
    The answer is `{"id", "said", "saved", "seen", "problem", "parts"}`; of a problem `typed` says
    that other words can mend it.

    A drawn form may have parts, `<!--part KEY-->…<!--/part-->` around the element with that
    `data-sk-key`: an answer brings those that changed, and the frame `""` when it did.

    Attributes:
        parts: What is drawn, complete for a view that comes later.
        about: `place` and `form` (under which the browser keeps what is typed), `session`, and
            `saved_in` (the file's name; empty where nothing is saved).
    """

    _esm = loader("form")
    _open: ClassVar[WeakSet[FormWidget]] = WeakSet()

    parts = traitlets.Dict().tag(sync=True)
    about = traitlets.Dict().tag(sync=True)

    def __init__(self, form: str, place: Path, *, saved_in: str = "") -> None:
        about = {"place": str(place), "form": form, "session": SESSION, "saved_in": saved_in}
        super().__init__(about=about, parts=self._drawn({}))
        self.on_msg(self._receive)
        self._open.add(self)

    def form(self) -> str:
        """The form as HTML, escaped."""
        raise NotImplementedError

    def do(self, message: Message) -> Done:
        """Do what a gesture asks; raises `SegkitError` when it was not done."""
        raise NotImplementedError

    def look(self) -> None:
        """Read the file again; somebody else may have changed it."""

    def draw(self) -> None:
        """Show the form anew, outside an answer too."""
        if changed := self._renewed():
            self.send({"id": "", "parts": changed})

    def _receive(self, _widget: object, message: object, buffers: Sequence[bytes] = ()) -> None:
        """Do what the browser asks, and answer."""
        if not isinstance(message, Mapping):
            return
        answer: dict[str, object] = {"id": str(message.get("id", ""))}
        try:
            done = self._done(message, buffers)
        except SegkitError as error:
            answer["problem"] = _worded(error)
        except Exception as error:
            answer["problem"] = _worded(UsageError(f"This is a bug in segkit: {error!r}.", _AGAIN))
            raise
        else:
            answer |= {"said": done.said, "saved": done.saved, "seen": done.seen}
        finally:
            self.send({**answer, "parts": self._renewed()})
        if answer.get("saved"):
            self._tell()

    def _done(self, message: Message, buffers: Sequence[bytes]) -> Done:
        if message.get("do") == "look":
            self.look()
            return Done()
        return self.do_with(message, buffers)

    def do_with(self, message: Message, buffers: Sequence[bytes]) -> Done:
        """The same with what must stand in no message's text."""
        del buffers
        return self.do(message)

    def _tell(self) -> None:
        """What is open about the same engagement shows what was saved here."""
        for other in list(self._open):
            if other is not self and other.about["place"] == self.about["place"]:
                other.look()
                other.draw()

    def close(self) -> None:
        """Its cell was run again, or its notebook was closed."""
        self._open.discard(self)
        super().close()

    def _renewed(self) -> dict[str, str]:
        """The parts that changed; the whole stays in the state, without being sent."""
        new = self._drawn(self.parts)
        changed = {key: html for key, html in new.items() if self.parts.get(key) != html}
        self._trait_values["parts"] = new
        return changed

    def _drawn(self, before: dict[str, str]) -> dict[str, str]:
        """The form in parts; as it was when its file cannot be read now."""
        try:
            html = shortened(str(self.form()))
        except SegkitError as error:
            return before or {"": missing("This form", error.problem, error.fix).html}
        found = {match[1]: match[2] for match in _PART.finditer(html)}
        return {"": _PART.sub(r"<!--part \1-->", html), **found}


_AGAIN = "run the cell again; nothing that was saved before is lost."


def _worded(error: SegkitError) -> dict[str, object]:
    told: dict[str, object] = {"what": error.problem, "fix": error.fix, "conflict": False}
    told["typed"] = isinstance(error, UsageError)
    if isinstance(error, ChangedTwiceError):
        told |= {"conflict": True, "there": error.there, "seen": error.seen, "both": error.both}
    if isinstance(error, RefusedTextError):
        told["offers"] = error.offers
    return told


def text_of(message: Message, name: str) -> str:
    """A text of a message; empty when it has none."""
    found = message.get(name)
    return found if isinstance(found, str) else ""


def fields_of(message: Message) -> dict[str, str]:
    """The inputs around a gesture by their names."""
    found = message.get("fields")
    if not isinstance(found, Mapping):
        return {}
    return {str(name): value for name, value in found.items() if isinstance(value, str)}
