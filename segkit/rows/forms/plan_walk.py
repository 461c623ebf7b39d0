"""The plan in the room: doubts of its reading, findings, then card by card what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.engagement.notes.workshop import DROP, PlanWord
from segkit.impact import Impact
from segkit.model.plan import Rule
from segkit.render import parts
from segkit.render.html import plural, render, slug_id
from segkit.rows.forms.touched import touched


@dataclass(frozen=True, slots=True)
class AskedDoubt:
    """One doubt of the reading, with what each answer changes.

    Attributes:
        yes: What to do on a yes, in words; empty where only “right as it is” can be said.
        changes: What a yes would change.
    """

    key: str
    tab: str
    title: str
    where: str
    what: str
    examples: Sequence[str]
    yes: str
    changes: str


@dataclass(frozen=True, slots=True)
class Look:
    """What is being looked at before it is said: a rename or a drop, and what it touches."""

    key: str
    word: str
    to: str
    impact: Impact


def rule_key(rule: Rule) -> str:
    """How a note names a planned call: `track/Order Completed/1`."""
    return f"{rule.call}/{rule.key or ''}/{rule.version}"


def plan_walk_form(  # noqa: PLR0913 (what the form shows)
    doubts: Sequence[AskedDoubt],
    rules: Sequence[Rule],
    words: Mapping[str, PlanWord],
    *,
    findings: Sequence[Mapping[str, object]] = (),
    look: Look | None = None,
    undo: tuple[str, str] = ("", ""),
    why_no_doubts: str = "",
    why_no_findings: str = "",
) -> Markup:
    """Three pages of rows, of which one is open."""
    cards = [_card(rule, words.get(rule_key(rule)), look) for rule in rules]
    waiting = sum(card["word"] is None for card in cards)
    unsaid = sum(not one["done"] for one in findings)
    return render(
        "plan_walk",
        doubts=doubts,
        why_no_doubts=why_no_doubts,
        why_no_findings=why_no_findings,
        doubts_heading=f"{plural(len(doubts), 'doubt')} of the reading: one key each"
        if doubts
        else "The reading leaves no doubt open",
        findings=findings,
        findings_heading=f"{unsaid} of {plural(len(findings), 'cause')} of findings wait for your word"
        if unsaid
        else "No finding of the review waits for your word",
        findings_tally=f"{len(findings) - unsaid} of {len(findings)}",
        unsaid=unsaid,
        cards=cards,
        cards_heading=f"{waiting} of {plural(len(cards), 'planned call')} wait for your word"
        if waiting
        else "Every planned call has your word",
        tally=f"{len(cards) - waiting} of {len(cards)} done",
        undo=undo,
    )


def _card(rule: Rule, word: PlanWord | None, look: Look | None) -> dict[str, object]:
    key = rule_key(rule)
    labels = [
        (name, parts.as_text(value))
        for name, value in rule.labels.items()
        if value not in ("", None)
    ]
    return {
        "key": slug_id("call", key),
        "item": key,
        "title": rule.title,
        "call": rule.call,
        "version": rule.version if rule.version != 1 else 0,
        "can_rename": bool(rule.key),
        "origin": rule.origin,
        "about": rule.description,
        "labels": labels,
        "deprecated": rule.deprecated,
        "required": sum(one.required for one in rule.fields),
        "fields": [
            (one.dotted, " or ".join(one.types), one.required, one.description)
            for one in sorted(rule.fields, key=lambda one: not one.required)
        ],
        "word": word,
        "said": _said(word),
        "look": _looked(look) if look is not None and look.key == key else None,
    }


def _said(word: PlanWord | None) -> str:
    if word is None:
        return ""
    return f"Rename to {word.to}" if word.to else word.word.capitalize()


def _looked(look: Look) -> dict[str, object]:
    """What it touches, what breaks first."""
    named = "Drop it" if look.word == DROP else f"Rename to {look.to}"
    return {"word": look.word, "to": look.to, "named": named, **touched([look.impact])}
