"""What a text says about a property: `string | null`, `enum(a,b)`, `number, required: in cents`.

What is neither a type nor a list of values is its description.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from segkit.plans.cells.leading import led_values
from segkit.plans.cells.values import TypeReading, read_required, read_type

_ENUM = re.compile(
    r"^(?:enum(?:eration)?|one[ -]?of|literal|choice)\s*"
    r"(?:[(\[<{](?P<inside>[^()\[\]<>{}]+)[)\]>}]|[:\s]\s*(?P<behind>[^()\[\]<>{}]+))$",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"""\"[^\"]*\"|'[^']*'|`[^`]*`|\s\((?P<aside>[^()]*)\)|(?P<sign>[,;:–—]\s*|\s-\s)|"""
    r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>"
)
_EXAMPLE = re.compile(
    r"^(?:e\.?g\.?|example|for example|such as|i\.e\.)[:,]?\s+(.+)$", re.IGNORECASE
)
_MARKED = re.compile(r"^(?P<bare>.*\S)(?:\s+\(|,\s*)(?P<mark>[^\W\d]+)\)?$")
_LABELLED = re.compile(r"^[^:|\"'`]{1,40}:\s+(?P<list>[^|]+\|.+)$")
_LAST_ASIDE = re.compile(r"^(.*\S)\s+\(([^()]*)\)$", re.DOTALL)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_QUOTED = re.compile(r"""^(?:"([^"]*)"|'([^']*)'|`([^`]*)`)$""")
_LIST_OF = re.compile(r"^(?:(?:array|list|set)<\w+>|[A-Z]\w*\[\])$", re.IGNORECASE)
_SIZE = re.compile(r"(?<=[a-z])\(\d+(?:, ?\d+)?\)$", re.IGNORECASE)
_RANGED = re.compile(r"^([A-Za-z]+) ([\d<>=≥≤≧≦].*)$")
"""`float 0-1`: a type, and the numbers that it may have."""
_NUMBER = re.compile(r"^-?(?:0|[1-9]\d{0,17})$")
_TYPES = {"string", "number", "integer", "int", "float", "boolean", "bool", "object", "array"}
_MOST_LETTERS = 40


@dataclass(frozen=True, slots=True)
class TextSpec:
    """A text about a property, understood.

    Attributes:
        schema: What it says in JSON Schema; empty when it is only a description.
        required: What it says about being required; None when it says nothing.
        description: What of it says neither.
        lists: It may list values, and could not be read so.
        anything: It says that any value will do.
    """

    schema: dict[str, object] = field(default_factory=dict)
    required: bool | None = None
    description: str = ""
    lists: bool = False
    anything: bool = False

    @property
    def is_typed(self) -> bool:
        """It says a type, values, or whether the property is required."""
        return bool(self.schema) or self.required is not None or self.anything


def read_spec(text: str) -> TextSpec:
    """What the text says about the property that it stands beside."""
    bare = text.strip()
    if not bare:
        return TextSpec()
    if found := _typed(bare):
        return found
    claim = read_required(bare)
    if claim is not None and claim.exact and bare.isalpha() and len(bare) > 1:
        return TextSpec(required=claim.value)
    if found := _led_by_type(bare):
        return found
    return _labelled(bare) or _of_values(bare) or TextSpec(description=text)


def type_schema(text: str) -> dict[str, object] | None:
    """The JSON Schema of a type's name; None when the text is no type."""
    reading = _reading(text)
    return None if reading is None else schema_of_type(reading)


def schema_of_type(reading: TypeReading) -> dict[str, object]:
    """The JSON Schema of a type that was read; empty for any value."""
    schema: dict[str, object] = {}
    if reading.types:
        schema["type"] = reading.types[0] if len(reading.types) == 1 else list(reading.types)
    if reading.format:
        schema["format"] = reading.format
    if reading.values:
        schema["enum"] = [*reading.values, *([None] if "null" in reading.types else [])]
    if reading.elements:
        one = reading.elements[0] if len(reading.elements) == 1 else list(reading.elements)
        schema["items"] = {"type": one}
    return schema


@lru_cache(maxsize=8192)
def _reading(text: str) -> TypeReading | None:
    text = _SIZE.sub("", text.removeprefix("TYPE_"))  # as compiled protocol buffers say it
    found = read_type(text) or _reading_of_words(text)
    is_open = found is None or not found.exact
    if is_open and _LIST_OF.match(text):  # of something that the document calls its own
        return TypeReading(("array",))
    if found is None or (found.types == ("null",) and text != "null"):
        return None
    is_cut = any(not set("()[]<>{}").isdisjoint(value) for value in found.values)
    return None if is_cut else found


def _reading_of_words(text: str) -> TypeReading | None:
    """`array_of_strings`: words of a type with lines between them, which values keep."""
    found = None if _QUOTED.match(text) else read_type(text.replace("_", " "))
    return None if found is None or found.values else found


def _typed(text: str) -> TextSpec | None:
    """A type alone, with `?` or `!` behind it; or a list of values that is called one."""
    required = {"?": False, "!": True, "*": True}.get(text[-1:])
    bare = text[:-1].strip() if required is not None else text
    reading = _reading(bare)
    if reading is not None and reading.exact:
        said = reading.required if required is None else required
        return TextSpec(schema_of_type(reading), said, anything=not reading.types)
    if found := _ENUM.match(bare):
        parts = _alternatives(found["inside"] or found["behind"], commas=True)
        if parts and all(map(_is_value, parts)):
            return TextSpec({"type": "string", "enum": [*map(_value, parts)]}, required)
    return None


def _alternatives(text: str, *, commas: bool = False) -> list[str]:
    separator = "|" if "|" in text else "," if commas else "|"
    parts = [part.strip() for part in text.split(separator)]
    return [part for part in parts if part]


def _labelled(text: str) -> TextSpec | None:
    """`Size: small | large`: values behind what they are, which is kept as the description."""
    parts = _LABELLED.match(text)
    found = _of_values(parts["list"]) if parts is not None and ": " not in parts["list"] else None
    return replace(found, description=text) if found is not None and found.schema else None


def _of_values(text: str) -> TextSpec | None:
    """`a | b | c (required)`: values, `null` among them as a type; the asides are cut off."""
    marked = _MARKED.match(text)
    claim = read_required(marked["mark"]) if marked is not None else None
    if marked is not None and claim is not None and claim.exact and "|" in marked["bare"]:
        found = _of_values(marked["bare"])
        return None if found is None else replace(found, required=claim.value)
    parts = _alternatives(text)
    if len(parts) < 2:
        return None
    bare = [_ASIDE.sub("", part) for part in parts]
    if not all(map(_is_value, bare)):
        return TextSpec(description=text, lists=True)
    if any(part.casefold() in _TYPES for part in bare):
        return TextSpec(description=text, lists=True)
    if {part.casefold() for part in bare} == {"true", "false"}:
        return TextSpec({"type": "boolean"})
    values = [_value(part) for part in bare]
    schema: dict[str, object] = {"enum": values}
    if any(_QUOTED.match(part) for part in bare):
        schema["type"] = ["string", "null"] if None in values else "string"
    return TextSpec(schema, description=text if bare != parts else "")


def _is_value(part: str) -> bool:
    if _QUOTED.match(part):
        return True
    return len(part) <= _MOST_LETTERS and part.count(" ") < 3 and not part.endswith((".", "…"))


def _value(part: str) -> object:
    if found := _QUOTED.match(part):
        return next(text for text in found.groups() if text is not None)
    if part == "null":
        return None
    return int(part) if _NUMBER.match(part) else part


def _led_by_type(text: str) -> TextSpec | None:
    """`number, required: in cents`; None when the text does not begin with a type."""
    if (
        (aside := _LAST_ASIDE.match(text))
        and (listed := _typed(aside[1]))
        and "enum" in listed.schema
    ):
        return _with_rest(listed, [(" (", aside[2])])
    (_, first), *rest = _pieces(text)
    head = _typed(first)
    if ranged := _RANGED.match(first):
        head = _typed(ranged[1])
        rest = [(" ", ranged[2]), *rest]
    if head is None or not head.schema:
        claim_word, _, kind = first.partition(" ")
        claim, reading = read_required(claim_word), _reading(kind)
        if reading is None or claim is None or not claim.exact:
            return None
        head = TextSpec(schema_of_type(reading), claim.value)
    return _with_rest(head, rest)


def _with_rest(head: TextSpec, pieces: list[tuple[str, str]]) -> TextSpec:
    """What is said behind a type: values, an example, whether it is required, a description."""
    schema, required, left = dict(head.schema), head.required, ""
    for number, (sign, piece) in enumerate(pieces):
        claim = read_required(piece) if piece.isalpha() else None
        behind = f"{piece}{''.join(a + b for a, b in pieces[number + 1 :])}"
        if claim is not None and claim.exact and required is None:
            required = claim.value
        elif (example := _EXAMPLE.match(behind)) and not left:
            schema["examples"] = [example[1].strip(" )")]
            break
        elif "enum" not in schema and (listed := led_values(behind)):
            parts = _alternatives(listed, commas=True)
            if all(map(_is_value, parts)):
                return TextSpec({**schema, "enum": [*map(_value, parts)]}, required, left.strip())
            left += sign + piece
        elif "enum" not in schema and (values := _values_in(piece, is_aside=sign == " (")):
            schema["enum"] = values
        elif (kind := _reading(piece)) and kind.format and schema.get("type") == "string":
            schema["format"] = kind.format
        elif sign == " (" and "," in piece:
            inner = _with_rest(TextSpec({}, required), _pieces(piece))
            schema, required = {**schema, **inner.schema}, inner.required
            left += f" ({inner.description})" if inner.description else ""
        else:
            left += f"{sign}{piece})" if sign == " (" else sign + piece
    left = re.sub(r"^[\s,;:–—-]+|[\s,;:–—-]+$", "", left)
    left = left[1:-1] if left.startswith("(") and left.endswith(")") else left
    return TextSpec(schema, required, left, lists="enum" not in schema and "|" in left)


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text at its commas, colons, dashes and brackets, each piece with the sign before it.

    What stands in quotes, or in brackets directly behind a word, is not cut.
    """
    pieces, sign, start = [], "", 0
    for found in _SIGN.finditer(text):
        if found["sign"] is not None or found["aside"] is not None:
            pieces.append((sign, text[start : found.start()]))
            sign, start = found["sign"] or ",", found.end()
        if found["aside"] is not None:
            pieces.append((" (", found["aside"]))
            sign = " "
    pieces.append((sign, text[start:]))
    return [(sign, piece.strip()) for sign, piece in pieces if piece.strip()] or [("", "")]


def _says_more(part: str) -> bool:
    """The text is a type, or says what is required, and is no value."""
    reading = _reading(part)
    return read_required(part) is not None or (reading is not None and not reading.values)


def _values_in(piece: str, *, is_aside: bool) -> list[object]:
    """The values that a piece lists: `free|pro`, and in brackets `free, pro` or `free/pro`."""
    signs = "|,/" if is_aside else "|"
    separator = next((sign for sign in signs if sign in piece), "")
    parts = [part.strip() for part in piece.split(separator)] if separator else []
    says_more = any(map(_says_more, parts))
    if not all(parts) or says_more or not all(_is_value(part) for part in parts):
        return []
    if separator != "|" and any(" " in part for part in parts):
        return []
    return [_value(part) for part in parts]
