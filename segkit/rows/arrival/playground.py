"""What happens to one call, as a page and as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from segkit.delivery.outcome import DELIVERED, UNKNOWN
from segkit.model.plan import CALLS, Field
from segkit.render import parts
from segkit.render.code import CodeTab, code_tabs, snippet
from segkit.render.html import plural, render, slug_id
from segkit.render.tree import Child, Drawing, div, html_of, li, own, p, ul
from segkit.render.view import View
from segkit.rows.arrival.gates import GATES, SIGNS, Way, payload_lines, ways_of
from segkit.rows.arrival.route import route
from segkit.rows.plan.snippets import languages_of
from segkit.rows.row import Showing, row

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


@row("playground", place=15.6)
def _row(showing: Showing, event: str = "", source: str = "") -> View:
    """What happens to a call: the plan's word, every destination, the warehouse, the code.

    In a notebook any call can be composed or pasted; a document shows the one named here.

    Args:
        showing: Where and how it is shown.
        event: A planned event's name; empty for the first one.
        source: The slug or id of who sends it; empty for the first that can.

    Raises `UsageError` when there is no such event or source.
    """
    from segkit.explore.playground import Playground

    place = Playground(showing.facts)
    return playground(place, place.start(event, source), languages_of(showing.facts))


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
    written = code_tabs(tabs, label="This call as code", name=name).tree if tabs else ()
    sender = (", sent by ", own(trial.source.name)) if trial.source else ()
    call = (p("The call", *sender, cls="sk-subhead"), *snippet(trial.text, "json"))
    result = Drawing(_result(trial), lambda: _result_tree(trial))
    return View(div(*call, result, *written, cls="sk sk-playground"))


def playground_form(place: Playground, trial: Trial, *, language: str) -> Markup:
    """The same with inputs."""
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
        result=_result(trial),
        ways=_ways(place, trial),
        gates=list(GATES),
        signs=SIGNS,
        lines=payload_lines,
        kept=_kept(trial),
        delivered=_delivered(trial),
        languages=place.languages(),
        language=language,
        code=place.code(trial, language).strip("\n"),
    )


def _ways(place: Playground, trial: Trial) -> tuple[Way, ...]:
    """Where the call goes."""
    if trial.route is None:
        return ()
    silent = {
        one.id
        for one in place.facts.destinations.values()
        if one.mappings and not any(mapping.enabled for mapping in one.mappings)
    }
    return ways_of(trial.route, silent)


def _kept(trial: Trial) -> tuple[str, str, str]:
    """Sign, heading and sentence of the plan's word."""
    verdict = trial.verdict
    if verdict is None or trial.call is None:
        return "off", "Not checked", _judged(verdict)[1]
    if verdict.rule is None:
        return "wrong", "Not planned", verdict.because
    if not verdict.violations:
        return "ok", "It keeps the plan", ""
    broken = len({one.path for one in verdict.violations})
    arrives = trial.route and any(one.result == DELIVERED for one in trial.route.outcomes)
    source = trial.source.name if trial.source else "The source"
    said = f"It is delivered all the same: {source} holds nothing back." if arrives else ""
    return (
        "wrong",
        f"{plural(broken, 'field')} {'breaks' if broken == 1 else 'break'} the plan",
        said,
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
        table=html_of(*route(trial.route).tree) if trial.route else "",
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
    results = [one.result for one in trial.route.outcomes]
    every = plural(len(results), "destination or warehouse", "destinations and warehouses")
    open_ = results.count(UNKNOWN)
    doubt = f"; of {open_:,} it is not known" if open_ else ""
    return f"Delivered to {results.count(DELIVERED)} of {every}{doubt}."


def _result_tree(trial: Trial) -> tuple[Child, ...]:
    """The plan's word and the route, for forms that are not the page."""
    said: list[Child] = [p(own(note)) for note in trial.notes]
    if trial.problem:
        said.append(p(own(trial.problem[0]), " To fix: ", own(trial.problem[1])))
    if trial.call is None:
        return tuple(said)
    said += [p("The plan's word", cls="sk-subhead"), p(own(_judged(trial.verdict)[1]))]
    if trial.verdict and trial.verdict.violations:
        broken = (
            li(parts.code(one.field), f" {one.kind}: ", own(one.message))
            for one in trial.verdict.violations
        )
        said.append(ul(*broken))
    if trial.route:
        arrives = p("Where it arrives", cls="sk-subhead")
        said += [arrives, p(_delivered(trial)), *route(trial.route).tree]
    return tuple(said)
