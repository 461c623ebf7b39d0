"""A browser's side of the protocol between forms and kernel, for tests without one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from segkit.widgets.form import FormWidget

Answer = dict[str, object]
Send = Callable[..., Answer]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """Every answer of every form, in order."""
    from segkit.widgets.form import FormWidget

    heard: list[Answer] = []
    monkeypatch.setattr(FormWidget, "send", lambda _form, content: heard.append(content))
    return heard


@pytest.fixture
def send(answers: list[Answer]) -> Send:
    """Sends a message as the browser does, and gives the answer to it."""

    def sent(
        form: FormWidget, do: str, key: str = "", value: str = "", /,
        buffers: Sequence[bytes] = (), **more: object,
    ) -> Answer:  # fmt: skip
        message = {"id": "m1", "do": do, "key": key, "value": value, "fields": {}, **more}
        before = len(answers)
        form._handle_custom_msg(message, [memoryview(one) for one in buffers])
        [answer, *_] = [one for one in answers[before:] if one["id"] == "m1"]
        return answer

    return sent


@pytest.fixture
def shown() -> Callable[[FormWidget], str]:
    """The whole HTML that a new view of the form shows."""

    def whole(form: FormWidget) -> str:
        frame = str(form.parts[""])
        for key, html in form.parts.items():
            frame = frame.replace(f"<!--part {key}-->", html)
        return frame

    return whole
