"""Allowed values, patterns, formats and examples: whether they can work, and whether they agree."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from segkit.model.change import SET_ENUM, SET_PATTERN
from segkit.review.check import ENUMS, EXAMPLES, PATTERNS, check
from segkit.review.checks.proposing import change_of, name_hit
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import folded
from segkit.review.subject import (
    EVERYTHING_PASSES,
    Subject,
    Use,
    is_pattern_list,
    pattern_of,
    types_of,
)

_PAGE = "/protocols/tracking-plan/create"
_FORMATS = {
    "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
    "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template",
    "json-pointer", "relative-json-pointer", "regex", "url", "phone", "color", "utc-millisec",
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?\d[\d,. ]*(?:e[-+]?\d+)?", re.IGNORECASE)
_TRUTH = {"true", "false", "yes", "no", "0", "1", "y", "n", "t", "f"}
_NO_EXAMPLE = {
    "", "null", "none", "n/a", "na", "-", "tbd", "undefined", "not set", "(not set)", "not_available",
    "not available", "unknown",
}  # fmt: skip
_SEVERAL = re.compile(r"[,;/|\n]|\bor\b|\.\.\.|…")


_LONG = 60
"""Letters of a value that a finding quotes; its place says where the whole stands."""


def _name(use: Use) -> str:
    return f"{use.field.dotted!r} of {use.rule.title!r}"


def _with_values(subject: Subject) -> Iterator[tuple[Use, tuple[object, ...]]]:
    for use in subject.declared:
        if use.field.enum is not None:
            yield use, use.field.enum


@check("types-enum-outside-type", ERROR, of=ENUMS, docs=_PAGE)
def enum_outside_type(subject: Subject) -> Iterator[Hit]:
    """Every allowed value is of the field's type.

    Why: A value of another type can never pass, so what is sent with it is a violation.

    Mend: Correct the list, or the type.

    Evidence: JSON types compared; numbers that a sheet holds as text count as numbers.
    """
    for use, values in _with_values(subject):
        allowed = types_of(use.field)
        null = "null" in use.field.types
        if allowed:
            sheet = "!" in use.field.origin
            wrong = [
                one
                for one in values
                if not _fits(one, allowed, null=null) and not (sheet and _reads_as(one, allowed))
            ]
        else:
            kinds = {_kind(one) for one in values if one is not None}
            wrong = list(values) if len(kinds) > 1 else []
        if wrong:
            said = (
                f"{_name(use)} is {' or '.join(sorted(allowed))} and lists {_values(wrong)}."
                if allowed
                else f"{_name(use)} lists values of several types: {_values(wrong)}."
            )
            yield name_hit(said, [use])


def _kind(value: object) -> str:
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "boolean"), (int, "number"), (float, "number"), (str, "string"), (list, "array"),
        (tuple, "array"), (dict, "object"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(value, kind)), "object")


def _reads_as(value: object, allowed: frozenset[str]) -> bool:
    """A text of a sheet that stands for a number or for yes and no: cells have no types."""
    text = str(value).strip()
    numeric = bool(allowed & {"number", "integer"}) and bool(_NUMBER.fullmatch(text))
    return numeric or ("boolean" in allowed and text.casefold() in _TRUTH)


def _fits(value: object, allowed: frozenset[str], *, null: bool) -> bool:
    if value is None:
        return null
    kind = _kind(value)
    if kind == "number":
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        return "number" in allowed or ("integer" in allowed and whole)
    return kind in allowed or (
        kind == "object" and "array" in allowed and not isinstance(value, dict)
    )


@check("types-enum-duplicate", WARNING, of=ENUMS, docs=_PAGE, offers="plan")
def enum_duplicate(subject: Subject) -> Iterator[Hit]:
    """No value is allowed twice.

    Why: It does no harm, and shows that two lists were merged without a look.

    Mend: Delete the second one.

    Evidence: The same value, of the same type.
    """
    for use, values in _with_values(subject):
        kept = {json.dumps(one, sort_keys=True, default=str): one for one in values}
        if len(kept) < len(values):
            new = tuple(kept.values())
            twice = [one for at, one in enumerate(values) if one in values[:at]]
            yield name_hit(
                f"{_name(use)} lists {_values(twice)} twice.", [use],
                changes=change_of(SET_ENUM, use, values, new, safe=True),
            )  # fmt: skip


@check("types-enum-untidy", WARNING, of=ENUMS, docs=_PAGE)
def enum_untidy(subject: Subject) -> Iterator[Hit]:
    """Each value has one spelling.

    Why: `Web` and `web`, or `app` with a blank in front, split every report in two.

    Mend: Agree on one spelling, in the plan and in everything that sends it.

    Evidence: A blank at an end; two values of a list that are the same without case and separators;
    or a value that another list of the same name spells in another way.
    """
    spelled: defaultdict[str, defaultdict[str, dict[str, Use]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for use, values in _with_values(subject):
        texts = [one for one in values if isinstance(one, str)]
        stray = [one for one in texts if one != one.strip()]
        if stray:
            yield name_hit(
                f"{_name(use)} lists values with a stray blank: {_values(stray)}.", [use]
            )
        again = _twice(texts)
        if again:
            yield name_hit(
                f"{_name(use)} lists {_values(again)}, one value but for its spelling.", [use]
            )
        for one in texts if not stray and not again else ():
            if (key := folded(one)) and any(char.isalpha() for char in key):
                spelled[use.field.name][key].setdefault(one, use)
    for name, values_ in spelled.items():
        odd = [tuple(some.items()) for some in values_.values() if len(some) > 1]
        if odd:
            pairs = "; ".join(_values([value for value, _ in some]) for some in odd[:3])
            uses = list({id(use.field): use for some in odd for _, use in reversed(some)}.values())
            yield name_hit(f"Lists of {name!r} spell values differently: {pairs}.", uses)


def _twice(texts: Sequence[str]) -> list[str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in dict.fromkeys(texts):
        if key := folded(one):
            found[key].append(one)
    # "+1" and "1", or "1.0" and "10", are told apart by what folding takes away
    return next(
        (some for some in found.values() if len(some) > 1 and any(c.isalpha() for c in some[0])), []
    )


@check("types-pattern-invalid", ERROR, of=PATTERNS, docs=_PAGE)
def pattern_invalid(subject: Subject) -> Iterator[Hit]:
    """Every pattern is one that Segment can use.

    Why: A pattern that is none makes the whole rule useless.

    Mend: Rewrite it; Segment has no look-ahead and no look-behind.

    Evidence: It does not compile with the syntax of RE2.
    """
    for use in subject.declared:
        pattern = use.field.pattern
        if pattern and (problem := _problem(pattern)):
            yield name_hit(f"{_name(use)} has the pattern {pattern!r}, which {problem}.", [use])


@lru_cache(maxsize=5_000)
def _problem(pattern: str) -> str:
    """Why Segment cannot use a pattern; empty when it can."""
    if re.search(r"\(\?<?[=!]", pattern):
        return "looks ahead or behind"
    return "" if _matcher(pattern) is not None else "is no regular expression"


@lru_cache(maxsize=5_000)
def _matcher(pattern: str) -> object | None:
    """Something that matches texts in linear time; None where the pattern is none."""
    import jsonschema_rs

    try:
        return jsonschema_rs.validator_for(
            {"pattern": _whole(pattern.replace("\\/", "/"))},
            pattern_options=jsonschema_rs.RegexOptions(),
        )
    except (ValueError, jsonschema_rs.ValidationError):
        return None


def _whole(text: str) -> str:
    """The text without halves of letters, which JSON can hold and nothing else."""
    return text.encode("utf-8", "replace").decode("utf-8")


def is_pattern(pattern: str) -> bool:
    """Segment can use it as a regular expression."""
    return not _problem(pattern)


@lru_cache(maxsize=20_000)
def matches(pattern: str, text: str) -> bool:
    """The text has what the pattern looks for; a pattern that is none matches everything."""
    matcher = _matcher(pattern)
    return matcher is None or bool(matcher.is_valid(_whole(text)))  # type: ignore[attr-defined] # a validator of jsonschema_rs


@check("types-pattern-list", WARNING, of=PATTERNS, docs=_PAGE, offers="plan")
def pattern_list(subject: Subject) -> Iterator[Hit]:
    """Allowed values are divided by a bar, not by commas.

    Why: In a pattern a comma is a comma: no single value matches `red, green`.

    Mend: Write `red|green`.

    Evidence: Nothing but words and commas.
    """
    for use in subject.declared:
        pattern = use.field.pattern
        if pattern and is_pattern_list(pattern):
            new = "|".join(one.strip() for one in pattern.split(",") if one.strip())
            yield name_hit(
                f"{_name(use)} has the pattern {pattern!r}, which no single value matches.", [use],
                changes=change_of(SET_PATTERN, use, pattern, new, safe=True),
            )  # fmt: skip


@check("types-keyword-without-effect", NOTE, of=PATTERNS, docs=_PAGE, offers="plan")
def keyword_without_effect(subject: Subject) -> Iterator[Hit]:
    """What limits a field has an effect.

    Why: The field looks protected, and is not.

    Mend: Delete it, or choose the type that it is for.

    Evidence: A pattern or format on something that is never text, a format that JSON Schema does
    not know, or a pattern that everything passes.
    """
    for use in subject.declared:
        planned = use.field
        types = types_of(planned)
        if planned.pattern is not None and EVERYTHING_PASSES.fullmatch(planned.pattern):
            yield name_hit(
                f"{_name(use)} has the pattern {planned.pattern!r}, which everything passes.", [use],
                changes=change_of(SET_PATTERN, use, planned.pattern, None, safe=True),
            )  # fmt: skip
        elif planned.pattern and types and "string" not in types:
            yield name_hit(f"{_name(use)} has a pattern, and is never text.", [use])
        if planned.format and types and "string" not in types:
            yield name_hit(
                f"{_name(use)} has the format {planned.format!r}, and is never text.", [use]
            )
        elif planned.format and planned.format not in _FORMATS:
            yield name_hit(
                f"{_name(use)} has the format {planned.format!r}, which JSON Schema does not know.",
                [use],
            )


@check("types-example-invalid", WARNING, of=EXAMPLES, docs=_PAGE)
def example_invalid(subject: Subject) -> Iterator[Hit]:
    """Examples keep to what they are an example of.

    Why: Developers copy the example.

    Mend: Correct the example, or what the field allows.

    Evidence: It breaks the field's own allowed values, pattern, number or boolean. Lists of
    examples and sentences are let be.
    """
    for use in subject.declared:
        planned = use.field
        if planned.example is None or planned.example == "":
            continue
        if problem := _breach(use):
            yield name_hit(f"The example of {_name(use)} {problem}.", [use])


def _breach(use: Use) -> str:
    """What an example breaks; empty for nothing, and where it may be several or prose."""
    planned = use.field
    value = planned.example
    text = str(value).strip().strip("\"'`“”")
    types = types_of(planned)
    if not isinstance(value, str | int | float | bool) or "any" in planned.types:
        return ""
    if text.lower() in _NO_EXAMPLE or (isinstance(value, str) and _SEVERAL.search(text)):
        return ""
    if planned.enum:
        known = {str(one).casefold().strip() for one in planned.enum}
        return "" if text.casefold() in known else "is none of its allowed values"
    if types and types <= {"number", "integer"} and not _NUMBER.fullmatch(text):
        return "" if " " in text else "is no number"
    if types == {"boolean"} and text.casefold() not in _TRUTH:
        return "" if " " in text else "is neither true nor false"
    return _pattern_breach(use, text)


def _pattern_breach(use: Use, text: str) -> str:
    planned, types = use.field, types_of(use.field)
    pattern = pattern_of(planned)
    if (
        pattern
        and types == {"string"}
        and not is_pattern_list(pattern)
        and not matches(pattern, text)
    ):
        return "does not match its pattern"
    return ""


def _values(values: Sequence[object]) -> str:
    first = list(dict.fromkeys(map(str, values)))[:4]
    shown = ", ".join(repr(one if len(one) <= _LONG else f"{one[:_LONG]}…") for one in first)
    return f"{shown} and {len(values) - 4} more" if len(values) > 4 else shown
