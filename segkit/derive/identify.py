"""What the plan says about identify: the id, its traits, the events next to it.

Told from names, formats and examples, so everything here is a hint for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from segkit.derive.personal import pii_hint, words_of
from segkit.model.plan import ELEMENT, Field, TrackingPlan
from segkit.model.workspace import Workspace

__all__ = ["IdentifyFacts", "events_next_to_identify", "id_is_email", "identify_facts", "pii_hint"]

_COMPANION = re.compile(
    r"\b(?:sign(?:ed)? ?(?:up|in)|log(?:ged)? ?in|regist(?:er|ered|ration)"
    r"|(?:account|profile|user) (?:created|updated|completed|edited|changed)"
    r"|(?:created?|updated?|edit(?:ed)?|completed?) (?:account|profile|user))\b"
)
_NOT_YET = re.compile(r"\b(?:fail\w*|error|click\w*|view\w*|start\w*|abandon\w*|attempt\w*)\b")
_PROFILE = re.compile(
    r"\b(?:address|age|avatar|birth ?(?:day|date|year)|bio|city|country|description|gender|state"
    r"|street|post(?:al)? ?code|zip|region|language|locale|phone|title|job|role|occupation"
    r"|hobby|hobbies|interests?|preferred|preferences?|(?:first|last|full|middle|family) ?name)\b"
    r"|^name$"
)
_COMPANY = re.compile(
    r"\b(?:company|companies|organi[sz]ation|employer|employees?|industry|business|department)\b"
)
_EMAIL = re.compile(r"\be[- ]?mails?\b", re.IGNORECASE)
_NO_EMAIL = re.compile(
    r"\b(?:never|not|no|hash(?:ed)?|sha|instead of|rather than|without)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class IdentifyFacts:
    """The plan's identify call in short.

    Attributes:
        user_id: How the plan describes the id, to follow "userId is"; empty when it does not.
        user_id_is_email: None when it cannot be told.
        required: Names of the traits that every call must carry.
        track_calls: Planned events that belong next to an identify call.
        profile_traits: Traits about the person, such as city or job title.
        company_traits: Traits about their company; those of group calls are marked.
    """

    user_id: str = ""
    user_id_is_email: bool | None = None
    required: tuple[str, ...] = ()
    track_calls: tuple[str, ...] = ()
    profile_traits: tuple[str, ...] = ()
    company_traits: tuple[str, ...] = ()


def identify_facts(plan: TrackingPlan, workspace: Workspace | None) -> IdentifyFacts:
    """What plan and workspace say about the identify call."""
    traits = [planned for _, planned in plan.traits()]
    company = [t for t in _leaves(traits) if _COMPANY.search(_words(t))]
    profile = [t for t in _leaves(traits) if t not in company and _PROFILE.search(_words(t))]
    group = [f for rule in plan.of("group") for f in rule.fields if f.path[0] == "traits"]
    user_id = _user_id(plan)
    is_email = None if user_id is None else id_is_email(user_id)
    if is_email is None and workspace is not None and _sent_as_email(workspace):
        is_email = True
    return IdentifyFacts(
        user_id="" if user_id is None else _described(user_id),
        user_id_is_email=is_email,
        required=_unique(t.dotted for t in traits if t.required and len(t.path) == 2),
        track_calls=events_next_to_identify(plan),
        profile_traits=_unique(trait.dotted for trait in profile),
        company_traits=_unique(
            (*(t.dotted for t in company), *(f"{t.dotted} (group)" for t in _leaves(group)))
        ),
    )


def events_next_to_identify(plan: TrackingPlan) -> tuple[str, ...]:
    """Planned events after which a user is known or their traits have changed."""
    names = (rule.title for rule in plan.of("track") if not rule.deprecated)
    return _unique(
        name
        for name in names
        if _COMPANION.search(words_of(name)) and not _NOT_YET.search(words_of(name))
    )


def _user_id(plan: TrackingPlan) -> Field | None:
    """The field that plans the id; some plans list it among the traits."""
    fields = [field for rule in plan.of("identify", "common", "track") for field in rule.fields]
    for field in fields:
        if field.path == ("userId",):
            return field
    for field in fields:
        if field.path[0] == "traits" and words_of(field.name).replace(" ", "") == "userid":
            return field
    return None


def _described(user_id: Field) -> str:
    description = " ".join(user_id.description.split()).rstrip(".")
    example = "" if user_id.example is None else str(user_id.example)
    said = f"described as “{description}”" if description else ""
    shown = f"shown as {example}" if example else ""
    return ", ".join(filter(None, (said, shown)))


def id_is_email(user_id: Field) -> bool | None:
    """Format, pattern and example tell surely, a description by its words."""
    example = "" if user_id.example is None else str(user_id.example)
    if user_id.format == "email" or "@" in f"{user_id.pattern or ''}{example}":
        return True
    if example or user_id.format:
        return False
    if _EMAIL.search(user_id.description):
        return not _NO_EMAIL.search(user_id.description)
    return None


def _sent_as_email(workspace: Workspace) -> bool:
    """A mapping fills somebody's e-mail field with the id, so the id is an address."""
    return any(
        _EMAIL.search(words_of(name)) and _is_id(value)
        for destination in workspace.destinations
        for mapping in destination.mappings or ()
        if mapping.enabled
        for name, value in mapping.settings.items()
    )


def _is_id(value: object) -> bool:
    return isinstance(value, Mapping) and value.get("@path") == "$.userId"


def _leaves(fields: Iterable[Field]) -> Iterator[Field]:
    """Fields that hold a value themselves: an object stands for those in it."""
    all_fields = list(fields)
    parents = {field.path[:-1] for field in all_fields if field.path[-1] != ELEMENT}
    for field in all_fields:
        if field.path not in parents and field.path[-1] != ELEMENT:
            yield field


def _words(field: Field) -> str:
    return " ".join(words_of(segment) for segment in field.path[1:] if segment != ELEMENT)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
