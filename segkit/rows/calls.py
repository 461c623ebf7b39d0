"""The planned Track, Page, Screen and Group calls with their properties (row S17).

Each call is a `<details>`: a list to scan when closed, a section to read when open, and
always open on paper. The script searches over all of them as over the rows of a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from segkit.model.plan import Field, Rule
from segkit.render import parts
from segkit.render.fields import allowed_as_text, allowed_values, other_facts, type_words
from segkit.render.html import multiline, plural, render, slug_id
from segkit.render.missing import nothing
from segkit.render.view import View

_COLUMNS = (
    "Call",
    "Name",
    "Version",
    "Field",
    "Type",
    "Required",
    "Description",
    "Example",
    "Allowed values",
)
_NOUNS = {
    "track": ("event", "events"),
    "page": ("page", "pages"),
    "screen": ("screen", "screens"),
    "group": ("group call", "group calls"),
    "identify": ("identify call", "identify calls"),
}
_FEW = 6
"""Up to so many calls stand open from the start."""


def planned_calls(rules: Sequence[Rule], *, call: str) -> View:
    """All planned calls of one kind, in plan order, each with anchor, labels and fields."""
    one, many = _NOUNS.get(call, (f"{call} call", f"{call} calls"))
    if not rules:
        return nothing(f"The tracking plan has no {many}.")
    return View(
        html=render(
            "calls",
            calls=_with_ids(rules),
            one=one,
            many=many,
            field_noun="traits" if call in {"group", "identify"} else "properties",
            opened=len(rules) <= _FEW,
            table=_field_rows,
        ),
        text="\n".join(f"{r.title}: {', '.join(f.dotted for f in r.fields)}" for r in rules),
        columns=_COLUMNS,
        rows=tuple(_values(rule, planned) for rule in rules for planned in rule.fields or (None,)),
        widget="table",
    )


def _with_ids(rules: Sequence[Rule]) -> list[tuple[str, Rule, Markup, str, str]]:
    """Anchor, rule, its facts, how much it holds and what it is; calls of two kinds are named."""
    seen: dict[str, int] = {}
    mixed = len({rule.call for rule in rules}) > 1
    made = []
    for rule in rules:
        version = () if rule.version == 1 else (f"v{rule.version}",)
        anchor = slug_id(rule.call, rule.title, *version)
        count = seen[anchor] = seen.get(anchor, 0) + 1
        facts = parts.facts(
            [
                *((name, _label(value)) for name, value in rule.labels.items()),
                ("Planned in", parts.code(rule.origin) if rule.origin else ""),
            ]
        )
        noun = ("trait", "traits") if rule.container == "traits" else ("property", "properties")
        # the ids of a call are planned beside its traits and are none
        held = sum(rule.container in {None, planned.path[0]} for planned in rule.fields)
        size = plural(held, *noun)
        made.append(
            (
                anchor if count == 1 else f"{anchor}-{count}",
                rule,
                facts,
                f"{rule.call} · {size}" if mixed else size,
                _NOUNS.get(rule.call, (f"{rule.call} call",))[0],
            )
        )
    return made


def _field_rows(rule: Rule) -> Markup:
    # a cell isolates its text already, and the style sheet sets names and examples as code;
    # without <bdi>, <code> and end tags a large plan is a third lighter
    return Markup("").join(
        Markup("<tr><th>{}<td>{}<td>{}<td>{}<td>{}<td>{}").format(
            planned.dotted,
            type_words(planned),
            "required" if planned.required else "optional",
            _described(planned),
            "" if planned.example is None else multiline(parts.as_text(planned.example)),
            _allowed(planned),
        )
        for planned in rule.fields
    )


def _described(planned: Field) -> Markup:
    """The description, then what the plan says besides, one short line each."""
    lines = [multiline(planned.description)] if planned.description else []
    lines += [
        Markup("<small>{} {}</small>").format(parts.words(_asked(name)), value)
        for name, value in other_facts(planned)
        if str(value).strip()
    ]
    return Markup("<br>").join(lines)


def _asked(name: str) -> str:
    """A column's name before its value: `Owner:`, but `Why?` as it is."""
    return name if name.rstrip().endswith(("?", "!", ":")) else f"{name}:"


def _allowed(planned: Field) -> Markup | str:
    found = allowed_values(planned)
    return "" if found == parts.NOTHING else found


def _label(value: object) -> Markup | str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else parts.as_text(value)


def _values(rule: Rule, planned: Field | None) -> tuple[object, ...]:
    head = (rule.call, rule.title, rule.version)
    if planned is None:
        return (*head, "", "", "", rule.description, None, "")
    required = "yes" if planned.required else "no"
    return (
        *head,
        planned.dotted,
        type_words(planned),
        required,
        planned.description,
        planned.example,
        allowed_as_text(planned),
    )
