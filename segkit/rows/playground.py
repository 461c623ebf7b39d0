"""What happens to one call, as a page and as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from segkit.delivery.outcome import DELIVERED
from segkit.model.plan import CALLS, Field
from segkit.render import parts
from segkit.render.code import CodeTab, code_tabs
from segkit.render.html import plural, render, slug_id
from segkit.render.view import View
from segkit.rows.route import route

if TYPE_CHECKING:
    from segkit.explore.playground import Playground, Trial
    from segkit.validation import Verdict


@dataclass(frozen=True, slots=True)
class FormField:
    """One input of the form.

    Attributes:
        key: The path as JSON's own dotted name cannot be: its parts joined by a line break.
        label: As people write it.
        hint: Its type, or an example.
        value: As text.
        required: The plan asks for it.
        wrong: What the call breaks here, a sentence each.
    """

    key: str
    label: str
    hint: str
    value: str
    required: bool
    wrong: tuple[str, ...]


def playground(place: Playground, trial: Trial, languages: Sequence[str]) -> View:
    """The call, the plan's word on it, what becomes of it, and its code.

    `languages` are those whose code is shown.
    """
    names = dict(place.languages())
    tabs = [
        CodeTab(language, names[language], code)
        for language in languages
        if (code := place.code(trial, language))
    ]
    name = slug_id("try", trial.route.title if trial.route else "call")
    code = Markup(code_tabs(tabs, label="This call as code", name=name).html) if tabs else ""  # noqa: S704 (a view's own HTML)
    html = render(
        "playground",
        text=trial.text,
        source=trial.source,
        result=_result(trial),
        code=code,
    )
    return View(
        html=html,
        text="\n\n".join(
            filter(None, [trial.text, _verdict_text(trial.verdict), _route_text(trial)])
        ),
    )


def playground_form(place: Playground, trial: Trial, *, language: str, typing: str = "") -> Markup:
    """The same with inputs; `typing` is the gesture whose own input keeps what is typed."""
    call = trial.call or {}
    kind = str(call.get("type", "track"))
    chosen = call.get("event") if kind == "track" else call.get("name")
    versions = [r for r in place.planned if trial.rule and _same(r, trial.rule)]
    return render(
        "playground_form",
        sources=place.sources,
        trial=trial,
        calls=CALLS,
        kind=kind,
        names=sorted({r.key for r in place.planned if r.call == kind and r.key}),
        chosen=chosen if isinstance(chosen, str) else "",
        has_name=kind in {"track", "page", "screen"},
        versions=versions if len(versions) > 1 else [],
        fields=_form_fields(place, trial),
        typing=typing,
        result=_result(trial),
        languages=place.languages(),
        language=language,
        code=place.code(trial, language).strip("\n"),
    )


def _same(one: object, other: object) -> bool:
    return (one.call, one.key) == (other.call, other.key)  # type: ignore[attr-defined]


def _form_fields(place: Playground, trial: Trial) -> list[FormField]:
    found = []
    for path, planned, value in place.fields(trial):
        wrong = tuple(
            v.message
            for v in (trial.verdict.violations if trial.verdict else ())
            if v.path[: len(path)] == path
        )
        found.append(
            FormField(
                key="\n".join(path),
                label=path[-1],
                hint=_hint(planned),
                value=value,
                required=bool(planned and planned.required),
                wrong=wrong,
            )
        )
    return found


def _hint(planned: Field | None) -> str:
    if planned is None:
        return ""
    if planned.enum:
        return " | ".join(parts.as_text(one) for one in planned.enum[:4])
    return " or ".join(planned.types) or "anything"


def _result(trial: Trial) -> Markup:
    verdict = trial.verdict
    return render(
        "playground_result",
        trial=trial,
        verdict=verdict,
        judged=_judged(verdict),
        delivered=_delivered(trial),
        table=Markup(route(trial.route).html) if trial.route else "",  # noqa: S704 (a view's own HTML)
    )


def _judged(verdict: Verdict | None) -> tuple[str, str]:
    """Badge and sentence of the plan's word."""
    if verdict is None:
        return "unknown", "There is no tracking plan to check it against."
    if verdict.rule is None:
        return "high", f"Not planned. {verdict.because}"
    if verdict.violations:
        return "high", f"{plural(len(verdict.violations), 'violation')}. {verdict.because}"
    return "on", f"It keeps the plan. {verdict.because}"


def _delivered(trial: Trial) -> str:
    if trial.route is None:
        return ""
    arriving = [one for one in trial.route.outcomes if one.result == DELIVERED]
    return f"Delivered to {len(arriving)} of {plural(len(trial.route.outcomes), 'destination or warehouse', 'destinations and warehouses')}."


def _verdict_text(verdict: Verdict | None) -> str:
    broken = [f"- {v.field}: {v.kind}. {v.message}" for v in verdict.violations] if verdict else []
    return "\n".join([_judged(verdict)[1], *broken])


def _route_text(trial: Trial) -> str:
    return route(trial.route).text if trial.route else ""
