"""What a heading may mean: its words put together, and the calls that headings and titles name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from segkit.plans.words.looks import is_past
from segkit.plans.words.role import NAMES, Hints, Role
from segkit.plans.words.vocabulary import ASIDE, Heading, cell_words, plain, says_every, take_apart

_KINDS = {
    "FIELD": "field|trait|variable|nested",
    "EVENT": "event|page|screen|action",
    "ASPECT": "description|note|trigger|type|format|required|optional|status|example|value|values"
    "|allowed|enum|pattern|validation|call|version|array|null|payload|code|applies|id|title",
}
"""Sets of words that the rules below name by one."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A role for headings that hold a word of each `needed` set and none of `barred`."""

    role: Role
    weight: float
    needed: tuple[frozenset[str], ...]
    barred: frozenset[str]


def _rules(*lines: tuple[Role, float, str]) -> tuple[_Rule, ...]:
    """Rules from lines such as `description EVENT -FIELD`: all words but those with a dash."""
    rules = []
    for role, weight, line in lines:
        words = [(word[:1] == "-", frozenset("|".join(_KINDS.get(one, one) for one in word.lstrip("-").split("|")).split("|"))) for word in line.split()]  # fmt: skip
        rules.append(
            _Rule(role, weight, tuple(s for is_barred, s in words if not is_barred),
                  frozenset().union(*(s for is_barred, s in words if is_barred)))
        )  # fmt: skip
    return tuple(rules)


_RULES = _rules(
    (Role.EVENT, 1.0, "event -FIELD -ASPECT"),
    (Role.EVENT, 0.65, "page|screen -FIELD -ASPECT"),
    (Role.EVENT, 0.6, "action -FIELD -ASPECT"),
    (Role.EVENT, 0.6, "event type -FIELD"),
    (Role.EVENT, 0.6, "call|track name|event -FIELD"),
    (Role.EVENT, 0.5, "name|key -FIELD -EVENT -ASPECT -object"),
    (Role.EVENT, 0.6, "event code -FIELD"),
    (Role.EVENT, 0.5, "event title -FIELD"),
    (Role.EVENT, 0.4, "title -FIELD -EVENT"),
    (Role.EVENT, 0.3, "event id -FIELD"),
    (Role.FIELD, 1.0, "field|trait -ASPECT"),
    (Role.FIELD, 0.8, "variable -ASPECT"),
    (Role.FIELD, 0.5, "name|key -FIELD -EVENT -ASPECT -object"),
    (Role.FIELD, 0.4, "FIELD title"),
    (Role.FIELD, 0.3, "FIELD id"),
    (Role.NESTED, 1.0, "nested"),
    (Role.PARENT, 1.0, "parent -EVENT"),
    (Role.PACKED, 1.0, "FIELD list -ASPECT"),
    (Role.PACKED, 1.0, "payload|code"),
    (Role.PACKED, 1.0, "FIELD required|optional|allowed|example -value|values|type"),
    (Role.PACKED, 0.8, "FIELD -ASPECT"),
    (Role.PACKED, 0.9, "required|optional -FIELD -values|value|type"),
    (Role.PACKED, 0.5, "list -FIELD -EVENT -ASPECT -name"),
    (Role.PACKED, 0.9, "data allowed -FIELD -EVENT -values|value|type -name"),
    (Role.PACKED, 0.55, "data -FIELD -EVENT -ASPECT -name"),
    (Role.EVENT_DESCRIPTION, 1.0, "description EVENT -FIELD"),
    (Role.EVENT_DESCRIPTION, 0.7, "description -EVENT -FIELD"),
    (Role.FIELD_DESCRIPTION, 1.0, "description FIELD"),
    (Role.FIELD_DESCRIPTION, 0.7, "description -EVENT -FIELD"),
    (Role.FIELD_DESCRIPTION, 0.7, "note FIELD"),
    (Role.FIELD_DESCRIPTION, 0.3, "note -EVENT -FIELD"),
    (Role.TRIGGER, 1.0, "trigger -FIELD -type"),
    (Role.CALL, 1.0, "call -name -FIELD"),
    (Role.CALL, 0.8, "type -FIELD -trigger -values"),
    (Role.CALL, 0.7, "type FIELD"),
    (Role.VERSION, 1.0, "version -FIELD"),
    (Role.TYPE, 1.0, "type -EVENT -call -trigger -user"),
    (Role.TYPE, 1.0, "type FIELD"),
    (Role.TYPE, 0.5, "format"),
    (Role.REQUIRED, 1.0, "required"),
    (Role.REQUIRED, 0.7, "status -EVENT"),
    (Role.OPTIONAL, 0.9, "optional -required"),
    (Role.ENUM, 1.0, "enum"),
    (Role.ALLOWED, 1.0, "allowed -FIELD -data"),
    (Role.ALLOWED, 1.0, "values FIELD|allowed -example"),
    (Role.ALLOWED, 1.0, "allowed value"),
    (Role.ALLOWED, 0.6, "values|value -FIELD"),
    (Role.EXAMPLE, 1.0, "example"),
    (Role.EXAMPLE, 0.5, "value|values -allowed -FIELD"),
    (Role.EXAMPLE, 0.6, "value FIELD -allowed"),
    (Role.PATTERN, 1.0, "pattern"),
    (Role.PATTERN, 0.5, "validation"),
    (Role.FORMAT, 0.9, "format"),
    (Role.ARRAY, 1.0, "array -list"),
    (Role.NULLABLE, 1.0, "null"),
    (Role.APPLIES, 1.0, "applies"),
)  # fmt: skip
_SUBJECTS = frozenset(
    {"event", "page", "screen", "field", "variable", "trait", "user", "group", "required", "optional"}
)  # fmt: skip
_BELOW_EVENT = 0.6
_CLAIMS = frozenset({"required", "optional", "list"})
_LONGEST = 80
_NO_HEADING = 1_000
"""Characters: a text that is longer is compared as it stands."""
_MOST_WORDS = 4
_OF_OTHERS = 0.8
_INNER = 2
_ASIDE = re.compile(r"\([^)]{0,400}\)|\[[^\]]{0,400}\]")
_EDGE = re.compile(r"^[\W_]+|[\s?:*!.#✱_\-–—]+$")
_OWN_EVENT = re.compile(r"segment\s+(?:track\s+)?events?(?:\s+names?)?$", re.IGNORECASE)
_OF_SETS = re.compile(
    r"\b(?:propert(?:y|ies)|param(?:eter)?s?|attributes?|fields?|traits?)[ _](?:groups?|sets?)\b",
    re.IGNORECASE,
)
"""`Property group`: several properties by one name, and none of them."""
_MARKS = frozenset("✅❌⚠☑✔✖✗✘")
_SPACES = re.compile(r"[\s_]+")
_EXTENSION = re.compile(r"\.(?:csv|tsv|xlsx?|ods|md)$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def normalised(text: str) -> str:
    """A heading for comparing: `"  Event Name\\n(Verb + Noun)* "` is `"event name"`."""
    if len(text) > _NO_HEADING:
        return text.casefold()
    bare = _ASIDE.sub(" ", text) or text
    if not bare.strip():
        bare = text
    bare = bare.replace("’", "'").casefold()
    return _EDGE.sub("", _SPACES.sub(" ", bare)).strip()


@lru_cache(maxsize=8192)
def hints(text: str) -> Hints:
    """The roles that a heading's wording allows; empty when it says nothing known."""
    is_heading = len(text) <= _LONGEST and not _OF_SETS.search(text)
    found = _hints_of(take_apart(text)) if is_heading else {}
    if Role.EVENT in found and any(map(_names_other_tool, ASIDE.findall(text))):
        found = {**found, Role.EVENT: round(_OF_OTHERS * found[Role.EVENT], 3)}
    elif Role.EVENT in found and _OWN_EVENT.match(text.strip()):
        found = {**found, Role.EVENT: 1.0}
    head, slash, _ = text.partition(" / ")
    if slash and found.keys() == {Role.ALLOWED} and Role.PACKED in (lead := hints(head)):
        found = lead  # `Fields / Rules`: what stands first leads
    if text[:1] not in _MARKS:
        return found
    # `✅ Events` is said of a tool, in whose column it stands; `✅ Required` is a heading
    return {role: weight for role, weight in found.items() if role is not Role.EVENT}


def _names_other_tool(aside: str) -> bool:
    """`Event (GA4)`: what another tool calls it."""
    return take_apart(aside[1:-1]).about == {"vendor"} and "segment" not in aside.casefold()


def group_hints(group: str, text: str) -> Hints:
    """The roles of a heading below a group's heading: `Name` below `Event` is an event's name."""
    above, alone = take_apart(group), take_apart(text)
    if not alone.about or above.about.isdisjoint(_SUBJECTS):
        return hints(text) or ({} if alone.about else hints(group))
    about = above.about | alone.about
    if above.about <= _CLAIMS and not alone.about <= _CLAIMS:  # `Required` above `Name`, `Type`
        about = about - _CLAIMS | {"field"}
    found = _hints_of(Heading(about, alone.unknown, alone.number)) or hints(text)
    if "type" in alone.about and "event" in above.about:  # of the event, or of its properties
        found = {role: weight for role, weight in found.items() if role is not Role.EVENT}
        return {**found, Role.TYPE: _BELOW_EVENT}
    return found


def _hints_of(heading: Heading) -> Hints:
    """The strongest weight of each role, less for each word that is not known."""
    about = heading.about
    if heading.unknown > _MOST_WORDS or not about or is_beside(heading):
        return {}
    if "event" in about and about.isdisjoint({"field", "trait", "variable"}):
        about = about - {"nested"}  # `Sub-event` names no property
    found: dict[Role, float] = {}
    for rule in _RULES:
        if rule.barred.isdisjoint(about) and all(
            not words.isdisjoint(about) for words in rule.needed
        ):
            found[rule.role] = max(found.get(rule.role, 0.0), rule.weight)
    if "level" in about and heading.number is not None:
        found[Role.FIELD if heading.number < _INNER else Role.NESTED] = 0.8
    share = 0.85**heading.unknown * (0.9 if "vendor" in about else 1.0)
    return {role: round(weight * share, 3) for role, weight in found.items()}


def is_beside(heading: Heading) -> bool:
    """A heading of something beside the plan: who owns it, where it is built, what it costs."""
    about = heading.about
    if "never" in about:
        return True  # `Forbidden properties`
    if {"unit", "values"} <= about:
        return False  # `Unit / values`
    if about & {"event", "field"} and ("name" in about or "field" in heading.last):
        return False  # `Web properties`, `Name of the source's event`
    if "required" in about and about.isdisjoint({"project", "foreign", "test"}):
        return False  # `Required on web`
    if "values" in about and about.isdisjoint({"foreign", "test"}):
        return False  # `Registered values`
    return bool(about & {"project", "practice", "foreign", "test"})


@lru_cache(maxsize=4096)
def is_foreign(text: str) -> bool:
    """A heading of address lists, invoices, calendars, tests: of another kind of table."""
    about = take_apart(text).about
    return not about.isdisjoint({"foreign", "test"}) and not {"unit", "values"} <= about


def is_practice(text: str) -> bool:
    """A heading that hardly any other list has: platforms, destinations, personal data."""
    return not take_apart(text).about.isdisjoint({"practice", "vendor"})


def is_test(text: str) -> bool:
    """A heading of tests and tasks, which have events and triggers as plans do."""
    return "test" in take_apart(text).about


def becomes(text: str) -> bool:
    """`Account Created`, `Product Viewed`: an event, what became of something; no word is a heading here."""
    return is_past(text) and not take_apart(text).about.isdisjoint({"user", "group", "goods"})


def says_names(text: str) -> bool:
    """The heading says plainly that names of events or properties are below it."""
    return any(weight >= 0.8 and role in NAMES for role, weight in hints(text).items())


# --- calls ----------------------------------------------------------------------------------


def call_of_header(text: str) -> str | None:
    """`identify` or `group` when a heading speaks of traits, else None."""
    about = take_apart(text).about
    if {"trait", "field"} <= about and "/" in text:
        return None  # `Property / trait`: of either
    if _OF_SETS.search(text):
        return None  # `Property group`: several properties, and nobody's
    if "trait" in about or ("user" in about and "field" in about):
        return "group" if "group" in about else "identify"
    return "group" if {"group", "field"} <= about else None


def call_of_set(text: str) -> str | None:
    """The call whose properties a text names where an event could stand: `User properties`."""
    heading = take_apart(text)
    if heading.unknown or "event" in heading.about or is_common(text):
        return None
    return call_of_header(text)


_TITLES: tuple[tuple[str, str], ...] = (
    ("track", "track"), ("identify", "identify"), ("alias", "alias"), ("page", "page"), ("screen", "screen"),
    ("common", "common"), ("event", "track"), ("group", "group"), ("trait", "identify"), ("user", "identify"),
)  # fmt: skip
_MOST_TITLE_WORDS = 1
_OF_CALLS = frozenset(
    {"event", "field", "variable", "trait", "call", "track", "payload", "page", "screen"}
)
_GROUP = re.compile(r"\bgroups?\b", re.IGNORECASE)
_CLEAR_TITLE = re.compile(
    r"\b(?:identify|groups?|track|alias|pages?|screens?|properties)\b", re.IGNORECASE
)
_VIEWED = re.compile(r"^view[ _]\w", re.IGNORECASE)


def says_viewed(text: str) -> bool:
    """`View Cart`: what users do, and no heading about views."""
    return bool(_VIEWED.match(text)) and take_apart(text).about.isdisjoint(_OF_CALLS - {"page"})


def call_of_title(title: str) -> str | None:
    """The call that a tab's or section's title speaks of, None when it speaks of none."""
    bare = _EXTENSION.sub("", title)
    about = take_apart(bare).about
    if about & {"field", "variable"} and is_common(bare):  # `用户通用属性` are of users alone
        return "identify" if about == {"user", "field", "common"} else "common"
    if _GROUP.search(bare.replace("_", " ")) and not about & {"track", "identify"}:
        return "group"
    call = next((call for word, call in _TITLES if word in about), None)
    if call == "alias" and "type" in about:
        return None  # `Type aliases` of a program
    if says_viewed(bare):
        return None
    if call == "common" and take_apart(bare).unknown and about.isdisjoint(_OF_CALLS):
        return None  # `The global rate of conversion`
    # `Order Completed by Client` names an event, and no call
    return (
        call if take_apart(bare).unknown <= _MOST_TITLE_WORDS or not is_vague_title(bare) else None
    )


def is_common(title: str) -> bool:
    """`Super properties`, `Parameters (on every event)`: what every event carries."""
    about = take_apart(title).about
    speaks = "common" in about or any(map(says_every, ASIDE.findall(title)))
    return speaks and bool(about & {"field", "variable", "trait"})


def is_vague_title(title: str) -> bool:
    """`Users`, `Company events`: the call is only a guess from such a title."""
    is_clear = not take_apart(title).about.isdisjoint({"trait", "field", "common", "call"})
    return not is_clear and not _CLEAR_TITLE.search(title.replace("_", " "))


_CALL_DRESS = re.compile(
    r"^(?:analytics|posthog|mixpanel|amplitude|rudderanalytics|segment)\.|\(.*\)$|\bcalls?$|\bmethod$",
    re.IGNORECASE,
)
_OWN_NAME = frozenset({"identify", "group", "alias", "page", "screen"})
_SETS_TRAITS = re.compile(
    r"set[ _]?user[ _]?(?:id|propert(?:y|ies)|attributes?)$|people\.set(?:_once)?$"
)
"""What other tools call it."""


@lru_cache(maxsize=4096)
def call_of_value(text: str) -> str | None:
    """The call that a cell names: `Track`, `analytics.identify()`, `Page call`."""
    if len(text) > 40:
        return None
    words: Mapping[str, str] = cell_words("call")
    bare = _CALL_DRESS.sub("", plain(text.strip()).replace("_", " ")).strip()
    known = words.get(bare) or words.get(bare.removesuffix("s"))
    return known or (call_of_set(text) if " " in text.strip() else None)


def says_part(text: str) -> bool:
    """The cell says that its row names a property of the event above."""
    return plain(text.strip()) in cell_words("part")


@lru_cache(maxsize=4096)
def call_of_name(text: str) -> str | None:
    """The call that an event's name is itself: `identify`, `Identify Call`, `group()`."""
    bare = (
        _CALL_DRESS.sub("", plain(text.strip()).strip("`\"' ")).strip() if len(text) <= 40 else ""
    )
    return bare if bare in _OWN_NAME else "identify" if _SETS_TRAITS.match(bare) else None


_TOLD = re.compile(
    r"(\S.*?)\s*[(\[](track|page|screen|identify|group|alias)(?:\s(?:call|event))?[)\]]",
    re.IGNORECASE,
)


def name_and_call(text: str) -> tuple[str, str] | None:
    """An event and its call: `Order Completed (track)`."""
    found = _TOLD.fullmatch(text.strip())
    return (found[1], found[2].casefold()) if found else None


_GENERIC_TITLE = re.compile(
    r"^(?:sheet|tabelle|feuille|hoja|planilha|foglio|blad|arkusz|list|лист|シート|工作表|시트|data|plan|tracking ?plan|export"
    r"|table|copy|untitled|csv|download|main|template|input|test|final|draft|v|version|properties|property)?[\W_\d]*$",
    re.IGNORECASE,
)


def is_generic_title(title: str) -> bool:
    """`Sheet1`, `Tracking plan (2)`: a title that names nothing in particular."""
    words = _EXTENSION.sub("", title).replace("_", " ").replace("-", " ").casefold()
    return bool(_GENERIC_TITLE.match(words.strip())) or "plan" in words.split()
