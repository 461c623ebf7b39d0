"""The words by which sheets name their columns, tabs and calls.

Collected from published templates and plans. A header that means different things in
different sheets ("Status", "Type", "Name") carries several roles with a weight each;
`segkit.plans.tables.roles` decides by the values below it and by its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """What a column holds."""

    EVENT = "event name"
    EVENT_DESCRIPTION = "event description"
    TRIGGER = "trigger"
    CALL = "call"
    VERSION = "version"
    FIELD = "field name"
    NESTED = "nested field name"
    FIELD_DESCRIPTION = "field description"
    TYPE = "type"
    REQUIRED = "required"
    OPTIONAL = "optional"
    ALLOWED = "allowed values"
    ENUM = "enum values"
    PATTERN = "pattern"
    FORMAT = "format"
    EXAMPLE = "example"
    ARRAY = "is a list"
    NULLABLE = "may be null"
    PACKED = "property list"
    MARK = "event column"
    LABEL = "label"
    IGNORED = "ignored"


Hints = Mapping[Role, float]
"""Roles that a header may have, with the weight of its wording (1 = says it plainly)."""


def _table(*entries: tuple[Role, float, str]) -> dict[str, dict[Role, float]]:
    """Aliases by normalised header text; entries are `role, weight, "alias; alias"`."""
    table: dict[str, dict[Role, float]] = {}
    for role, weight, aliases in entries:
        for alias in aliases.split(";"):
            table.setdefault(alias.strip(), {})[role] = weight
    return table


_ALIASES = _table(
    (Role.EVENT, 1.0, ("event name; event; events; event title; track event; track event name;"
     " tracking event; event key; page name; screen name; page or screen; page or screen name;"
     " page; screen; page/screen; page & screen; page screen; page / screen; name of event;"
     " event display name; custom event; page title;"
     " ereignis; ereignisname; eventname; event-name; événement; nom de l'événement;"
     " nom événement; nom de l'évènement; évènement; evento; nombre del evento; nombre de evento;"
     " nome do evento; nome evento; nome dell'evento; gebeurtenis; naam gebeurtenis; イベント名;"
     " イベント; 事件名称; 事件")),
    (Role.EVENT, 0.6, "event type; action name; call name; track call; action"),
    (Role.EVENT, 0.5, "name; key; display name; nom; nombre; bezeichnung"),
    (Role.EVENT_DESCRIPTION, 1.0, ("event description; description of event; event definition;"
     " ereignisbeschreibung; description de l'événement; descripción del evento;"
     " descrição do evento; descrizione evento; descrizione dell'evento; page description; screen description; event purpose; event details")),
    (Role.TRIGGER, 1.0, ("trigger; triggers; when it fires; trigger description; when to fire;"
     " event trigger; fires when; fired when; when fired; when to send; when to track; when;"
     " when triggered; triggered when; trigger condition; firing condition; trigger event;"
     " when is it triggered; when does it fire; when to call; auslöser; déclencheur; disparador;"
     " déclenchement; quando; attivazione; trigger-moment; gatilho; wann; トリガー; 触发条件")),
    (Role.CALL, 1.0, ("rule type; call type; method; call; segment call; segment method; api call;"
     " spec call; segment call type; tracking method; method type; call method; tracking type;"
     " analytics call; analytics method; type of call; segment event type")),
    (Role.CALL, 0.8, "event type; object type; type; kind; message type; category type"),
    (Role.VERSION, 1.0, "version; event version; rule version; schema version; ver; event ver"),
    (Role.FIELD, 1.0, ("property; property name; event property; event property name; trait;"
     " trait name; user trait; user trait name; group trait; group trait name; account trait;"
     " identify trait; identify traits; property key; trait key; parameter name; property title;"
     " event parameter; attribute name; user property; user property name; user attribute;"
     " property/trait; property / trait; trait/property; segment name; name of property;"
     " eigenschaft; eigenschaftsname; merkmal; propriété; nom de la propriété; propiedad;"
     " nombre de la propiedad; atributo; attribut; propriedade; proprietà; nome proprietà;"
     " nom de propriété; nome da propriedade; eigenschap; naam eigenschap; プロパティ; プロパティ名;"
     " 属性; 属性名称; field path; property path")),
    (Role.NESTED, 1.0, ("nested property; nested property name; nested properties; sub property;"
     " sub-property; subproperty; sub property name; child property; nested field; sub field;"
     " sub-field; subfield; child field; nested key; sub key; object property; nested trait;"
     " sub parameter; nested attribute; untereigenschaft; sous-propriété")),
    (Role.FIELD, 0.8, ("field; field name; parameter; attribute; properties; traits; parameters;"
     " attributes; event properties; event parameters; user traits; group traits;"
     " user properties; fields; variable; variable name; param; key name; context field;"
     " custom property; champ; feld; campo")),
    (Role.FIELD, 0.5, "name; key; column name; nom; nombre; bezeichnung"),
    (Role.PACKED, 1.0, ("key parameters; properties to send; list of properties; properties sent;"
     " property list; payload; required properties; optional properties; payload example")),
    (Role.PACKED, 0.8, ("properties; traits; parameters; attributes; event properties; fields;"
     " event parameters; user traits; identify traits; user properties; group traits; property")),
    (Role.FIELD_DESCRIPTION, 1.0, ("property description; trait description; property definition;"
     " description of property; parameter description; attribute description; field description;"
     " segment description; eigenschaftsbeschreibung; user property description")),
    (Role.FIELD_DESCRIPTION, 0.7, ("description; definition; desc; details; meaning; explanation;"
     " what it means; beschreibung; descripción; descripcion; descrição; descrizione; omschrijving;"
     " beschrijving; 説明; 描述; purpose")),
    (Role.EVENT_DESCRIPTION, 0.7, ("description; definition; desc; details; meaning; explanation;"
     " beschreibung; descripción; descripcion; descrição; descrizione; omschrijving; beschrijving;"
     " 説明; 描述; purpose")),
    (Role.FIELD_DESCRIPTION, 0.3, "notes; comment; comments; note"),
    (Role.TYPE, 1.0, ("data type; datatype; property type; property data type; type; value type;"
     " trait type; trait data type; field type; segment type; parameter type; json type;"
     " attribute type; datentyp; typ; type de données; type de donnée; tipo di dato; datatype; 型; データ型; 类型; tipo; tipo de dato; tipo de dado;"
     " user property type; schema type; expected type; type of data")),
    (Role.TYPE, 0.5, "format"),
    (Role.REQUIRED, 1.0, ("required; req; req'd; reqd; mandatory; required/optional;"
     " required or optional; is required; is it required; property required; requirement;"
     " trait required; segment required; required / optional; optional/required; must have;"
     " requirement level; pflicht; pflichtfeld; erforderlich; requis; obligatoire; requerido;"
     " obligatorio; obrigatório; mandatory/optional; presence; necessity; verplicht; obbligatorio; muss; requirement status; 必須; 必填")),
    (Role.REQUIRED, 0.7, "status; property status; usage"),
    (Role.OPTIONAL, 0.9, "optional; is optional"),
    (Role.ENUM, 1.0, "enum; enum values; enums; enumeration; enum list; enum options"),
    (Role.ALLOWED, 1.0, ("allowed values; permitted values; allowed property values;"
     " possible values; accepted values; valid values; property values; list of values;"
     " value options; segment list options; allowed value; predefined values; acceptable values;"
     " permitted property values; allowed trait values; expected values; value list;"
     " erlaubte werte; mögliche werte; valeurs possibles; valeurs autorisées;"
     " valores permitidos; valores posibles; valores possíveis; valori ammessi; valori possibili;"
     " toegestane waarden; valeurs acceptées; zulässige werte; allowed; permitted")),
    (Role.ALLOWED, 0.6, "values; options; value; expected value"),
    (Role.PATTERN, 1.0, ("regex; pattern; regular expression; regexp; segment regex;"
     " property regex; validation regex; regex pattern; value regex")),
    (Role.PATTERN, 0.5, "validation; constraint; constraints; validation rule"),
    (Role.FORMAT, 0.9, "format; property format; value format; data format; string format"),
    (Role.EXAMPLE, 1.0, ("example; examples; sample; sample value; sample values; value example;"
     " example value; example values; example(s); sample data; property example; beispiel;"
     " beispielwert; exemple; ejemplo; exemplo; esempio; voorbeeld; 例; 示例; e.g.; eg; property value example;"
     " example property value; sample property value; property sample value")),
    (Role.EXAMPLE, 0.5, "value; values; property value"),
    (Role.ARRAY, 1.0, "array; is array; is list; list?; array?; is an array"),
    (Role.NULLABLE, 1.0, ("nullable; allow null; null allowed; can be null; is nullable; nulls;"
     " allows null")),
)  # fmt: skip

NAMES = frozenset({Role.EVENT, Role.FIELD, Role.PACKED})
"""Roles one of which a table must have."""

_TRAIT_WORDS = re.compile(r"\b(?:traits?|user propert(?:y|ies)|user attributes?)\b")
_GROUP_WORDS = re.compile(r"\b(?:group|account|company|organi[sz]ation|workspace)\b")
_NUMBERED = re.compile(
    r"^(?:event )?(?:property|prop|parameter|param|attribute|trait|key)(?: name)? ?#?\d{1,3}(?: name)?$"
)
_OF_FIELD = re.compile(
    r"^(?:(?:event |user |custom )?(?:property|parameter|attribute)|trait|field) (?:is )?"
)
_ABOUT_EVENTS = frozenset(
    {Role.EVENT, Role.EVENT_DESCRIPTION, Role.TRIGGER, Role.CALL, Role.VERSION, Role.FIELD,
     Role.NESTED, Role.PACKED}
)  # fmt: skip
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_EDGE = re.compile(r"^[\W_]+|[\s?:*!.#✱_\-–—]+$")
_SPACES = re.compile(r"[\s_]+")
_EXTENSION = re.compile(r"\.(?:csv|tsv|xlsx?|ods)$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def normalised(text: str) -> str:
    """A header for comparing: `"  Event Name\\n(Verb + Noun)* "` is `"event name"`."""
    bare = _ASIDE.sub(" ", text) or text
    if not bare.strip():
        bare = text
    bare = bare.replace("’", "'").casefold()
    return _EDGE.sub("", _SPACES.sub(" ", bare)).strip()


@lru_cache(maxsize=8192)
def hints(text: str) -> Hints:
    """The roles that a header's wording allows; empty when it says nothing known."""
    if len(text) > 80 or not text.strip():
        return {}
    words = normalised(text)
    if found := _ALIASES.get(words):
        return found
    if _NUMBERED.match(words):
        return {Role.PACKED: 1.0}
    for prefix in ("the ", "segment ", "is ", "protocols "):
        if words.startswith(prefix) and (found := _ALIASES.get(words[len(prefix) :])):
            return found
    if about := _ALIASES.get(words.removesuffix("s")) or _about_fields(words):
        return about
    first, _, more = text.strip().partition("\n")
    return hints(first) if more else {}


def _about_fields(words: str) -> Hints:
    """`Property Value Type`, `Parameter Is Array`: what `Value Type` says, about fields."""
    found = _OF_FIELD.match(words)
    known = _ALIASES.get(words[found.end() :], {}) if found else {}
    return {role: weight for role, weight in known.items() if role not in _ABOUT_EVENTS}


def group_hints(group: str, text: str) -> Hints:
    """The roles of a header below a group's header: `Name` below `Event` is an event name."""
    if joined := hints(f"{group} {text}"):
        return joined
    alone, above = hints(text), hints(group)
    if not alone or not above:
        return alone or above
    is_event = Role.EVENT in above and Role.FIELD not in above
    is_field = Role.FIELD in above or Role.PACKED in above
    drop = (
        {Role.FIELD, Role.FIELD_DESCRIPTION, Role.TYPE, Role.PACKED}
        if is_event
        else {Role.EVENT, Role.EVENT_DESCRIPTION, Role.CALL}
        if is_field
        else set()
    )
    return {
        role: 1.0 if role in NAMES else weight for role, weight in alone.items() if role not in drop
    } or alone


def call_of_header(text: str) -> str | None:
    """`identify` or `group` when a header speaks of traits, else None."""
    words = normalised(text)
    if not _TRAIT_WORDS.search(words):
        return None
    return "group" if _GROUP_WORDS.search(words) else "identify"


_TITLE_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("track", frozenset({"track"})),
    ("identify", frozenset({"identify", "identifies", "identity"})),
    ("group", frozenset({"group", "groups"})),
    ("alias", frozenset({"alias", "aliases"})),
    ("page", frozenset({"page", "pages", "pageviews", "seiten"})),
    ("screen", frozenset({"screen", "screens"})),
    ("common", frozenset({"common", "global", "globals", "shared", "universal"})),
    ("track", frozenset({"event", "events", "ereignisse", "eventos", "événements"})),
    ("group", frozenset({"account", "accounts", "company", "companies", "organization"})),
    ("identify", frozenset({"trait", "traits", "user", "users", "profile", "profiles"})),
)
_CLEAR_TITLE = re.compile(
    r"\b(?:identify|group|groups|track|alias|page|pages|screen|screens|traits?|common|global|properties|calls?)\b",
    re.IGNORECASE,
)
_COMMON_EVENT = frozenset({"common", "global", "shared"})


def call_of_title(title: str) -> str | None:
    """The call that a tab's or section's title speaks of, None when it speaks of none."""
    bare = _EXTENSION.sub("", title).casefold()
    words = frozenset(re.findall(r"[^\W\d_]+", bare))
    if words & _COMMON_EVENT and words & {"properties", "property", "fields", "context"}:
        return "common"
    return next((call for call, known in _TITLE_WORDS if words & known), None)


def is_vague_title(title: str) -> bool:
    """`Users`, `Company events`: the call is only a guess from such a title."""
    return not _CLEAR_TITLE.search(title.replace("_", " "))


_CALL_WORDS: Mapping[str, str] = {
    "track": "track", "event": "track", "custom event": "track", "track event": "track",
    "identify": "identify", "trait": "identify", "user trait": "identify",
    "user property": "identify", "user": "identify",
    "group": "group", "group trait": "group", "account trait": "group", "account": "group",
    "page": "page", "pageview": "page", "page view": "page", "page event": "page",
    "screen": "screen", "screen view": "screen", "screenview": "screen",
    "alias": "alias", "common": "common", "global": "common",
    "identify trait": "identify", "group identify": "group",
}  # fmt: skip
_CALL_DRESS = re.compile(r"^analytics\.|\(.*\)$|\bcalls?$|\bmethod$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def call_of_value(text: str) -> str | None:
    """The call that a cell names: `Track`, `analytics.identify()`, `Page call`."""
    if len(text) > 40:
        return None
    bare = _CALL_DRESS.sub("", text.strip().casefold().replace("_", " ")).strip()
    return _CALL_WORDS.get(bare) or _CALL_WORDS.get(bare.removesuffix("s"))


_GENERIC_TITLE = re.compile(
    r"^(?:sheet|tabelle|feuille|hoja|planilha|data|plan|tracking ?plan|export|table|copy|untitled|"
    r"csv|download|main|list|template|input|test|final|draft|v|version|properties|property)?[\W_\d]*$",
    re.IGNORECASE,
)


def is_generic_title(title: str) -> bool:
    """`Sheet1`, `Tracking plan (2)`: a title that names nothing in particular."""
    words = _EXTENSION.sub("", title).replace("_", " ").replace("-", " ").casefold()
    return bool(_GENERIC_TITLE.match(words.strip())) or "plan" in words.split()
