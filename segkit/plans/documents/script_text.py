"""JavaScript and TypeScript that state data or types, read as a document; nothing is run.

`export const EVENTS = {...} as const`, `interface Events {...}`, `type Event = {...} | {...}` and
`enum Event {...}` become an object by their names. What is neither an object, a list nor a plain
value stays the text that it is: `string | null`, `z.string()`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from segkit.errors import InputFileError
from segkit.plans.documents.script_classes import events_of_classes
from segkit.plans.documents.script_functions import events_of_functions
from segkit.plans.documents.script_types import (
    TEXT,
    described,
    holds_specs,
    is_flat,
    is_spec,
    texts,
    told_before,
)
from segkit.plans.documents.zod_text import ZOD, is_of_forms, zod_spec

_DECLARED = re.compile(
    r"^[ \t]*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:"
    r"(?:const|let|var)\s+(?P<value>[\w$]+)(?:[^=;{}]|\{[^=;{}\n]*\})*=(?!=)|"
    r"(?P<types>interface)\s+(?P<interface>[\w$]+)(?P<for><)?[^{;=]*(?=\{)|"
    r"(?P<type>type)\s+(?P<alias>[\w$]+)\s*(?P<of><[^=]*>)?\s*=|"
    r"(?:const\s+)?enum\s+(?P<enum>[\w$]+)\s*(?=\{)|"
    r"(?:module\.)?exports(?:\.(?P<export>[\w$]+))?\s*=|"
    r"export\s+default(?=\s*[{\[]))",
    re.MULTILINE,
)
_SKIPPED = re.compile(
    r"(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)
_KEY = re.compile(r"(?:readonly\s+)?(?:\[(?P<computed>[^\]\n]*)\]|(?P<name>[\w$]+))")
_WRAPPED = re.compile(r"[\w$.]+(?:<[^()\n]*>)?\(\s*(?=[{\[])")
_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d+)?")
_AS = re.compile(r"\s+(?:as\s+const|satisfies\s+[^,;]*|as\s+[\w$<>\[\], ]+)\s*$")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_GIVEN = re.compile(r",\s*\{(?P<names>[\w\s,]+)\}")
_GIVEN_WHOLE = re.compile(r",\s*(?P<name>\w+)\s*\)")
CALL = re.compile(
    r"\b(?:(?:track|trackEvent|logEvent|capture|sendEvent)\(|gtag\(\s*['\"]event['\"]\s*,)"
    r"\s*(['\"])(?P<name>[^'\"\n]+)\1\s*"
)
"""A call that sends an event."""

_SENT = re.compile(r"=>\s*\{?\s*[\w$.]+\(\s*(['\"])(?P<name>[^'\"\n]+)\1\s*(?=,)")
"""A function of a program's own that sends one, with what it is given: `p => send('lamp_lit', p)`."""

_OF_EVENTS = re.compile(r"event(?:s|_?(?:names?|types?))?$", re.IGNORECASE)
"""What unions of events' names are called, also where types of members refer to them."""

_LISTED = re.compile(r"(?:\b(?P<one>\w+)\[\]|<(?:string\s*,\s*)?(?P<other>\w+)>)\s*=$")
"""`const LAMPS: LampSpec[] =`, `const LAMPS: Record<string, LampSpec> =`."""

_ELEMENTS = re.compile(r"^(?:Readonly)?Array<|\[\]$|>$")
_GENERIC = re.compile(r"(?P<name>[\w$.]+)<\s*(?=\{)")
_HOLDERS = {"properties", "props", "payload", "params", "parameters", "traits", "context", "data",
            "attributes", "fields", "args", "eventproperties", "userproperties", "usertraits"}  # fmt: skip
"""Members of a type that hold properties rather than being one."""

_LISTS = {"Array", "ReadonlyArray", "Set"}
_NOTHING = re.compile(r"Record<\w+, ?never>|EmptyObject")
_OPEN, _CLOSE = "([{<", ")]}>"


@dataclass(slots=True)
class Script:
    """What a script declares.

    Attributes:
        document: Objects and lists by the names that they are declared under.
        spread: Names whose content is taken over and that are declared elsewhere.
    """

    document: dict[str, object] = field(default_factory=dict)
    spread: list[str] = field(default_factory=list)


def load_script(text: str, name: str = "the script") -> Script:
    """The objects and lists that the text declares at its top level.

    Raises:
        InputFileError: It is nested too deep to be a plan.
    """
    script = _Script(text)
    try:
        script.read()  # what is declared further down is known the second time
        return script.read()
    except RecursionError:
        raise InputFileError(
            f"{name} is nested too deep to be read.", "let it print the plan as JSON."
        ) from None


class _Script:
    def __init__(self, text: str) -> None:
        self._written = text
        self._text = _without_comments(text)  # with blanks in their place
        self._known: dict[str, object] = {}
        self._spread: list[str] = []
        self._used: set[str] = set()
        self._optional: set[tuple[int, str]] = set()

    def read(self) -> Script:
        """What the text declares, with names in the place of which stands what they stand for."""
        at = 0
        document: dict[str, object] = {}
        self._spread.clear()
        while found := _DECLARED.search(self._text, at):
            name = next(
                (found[group] for group in ("value", "interface", "alias", "enum", "export") if found[group]),
                "exported",
            )  # fmt: skip
            if found["of"] or found["for"]:  # a type that waits for another one states nothing
                at = max(self._end(found.end()), found.end())
                continue
            value, at = self._value(found.end(), typed=bool(found["types"] or found["type"]))
            at = max(at, found.end())
            self._known[name] = value
            if value and (of := _LISTED.search(found[0])):
                self._used.add(
                    of["one"] or of["other"]
                )  # it says what an entry of this value looks like
            if found["value"] and is_of_forms(name, value):
                continue  # what a form or an answer holds; where an event refers to it, it is known
            if found["type"] and isinstance(value, str):
                value = texts(value) or value
            if isinstance(value, dict | list):
                document[name] = value
            if found["types"] and isinstance(value, dict) and is_flat(value):
                about = told_before(self._written[: found.start()])
                document[name] = {"description": about, "properties": value} if about else value
        events = events_of_classes(self._text, self._known)
        if events := events or events_of_functions(self._text, self._known):
            return Script({"events": events}, list(dict.fromkeys(self._spread)))
        own = {
            name: one
            for name, one in document.items()
            if name not in self._used or (_OF_EVENTS.search(name) and _are_texts(one))
        }
        return Script(own or document, list(dict.fromkeys(self._spread)))

    # --- values --------------------------------------------------------------------------------

    def _value(self, at: int, *, typed: bool) -> tuple[object, int]:
        """What begins here, with what follows it up to the next member."""
        at = self._blank(at)
        if self._text.startswith("|", at):  # the first of several alternatives
            at = self._blank(at + 1)
        if (found := self._composed(at, typed=typed)) is not None:
            return found
        if self._text[at : at + 1] not in {"{", "["}:
            end = self._end(at)
            return self._plain(self._text[at:end], typed=typed), end
        read = self._object if self._text[at] == "{" else self._list
        value, at = read(at + 1, typed=typed)
        end = self._end(at)
        rest = self._text[at:end].strip()
        if rest.startswith("[]"):
            return [value], end
        if not rest.startswith("|"):
            return value, end
        several: list[object] = [value]
        while rest.startswith("|"):
            other, at = self._value(self._text.index("|", at) + 1, typed=typed)
            several += other if isinstance(other, list) else [other]
            rest = self._text[at : self._end(at)].strip()
        return several if all(isinstance(one, dict) for one in several) else value, at

    def _composed(self, at: int, *, typed: bool) -> tuple[object, int] | None:
        """A value that a call is given, that stands in another type or is laid together of some."""
        if not typed and ZOD.match(self._text, at):
            end = self._end(at)
            spec = zod_spec(self._text[at:end], self._parsed)
            if spec is not None:
                return spec, end
        if typed and (found := self._laid_together(at)) is not None:
            return found
        generic = _GENERIC.match(self._text, at) if typed else None
        wrapped = _WRAPPED.match(self._text, at) or generic
        if wrapped is None:
            return None
        value, _ = self._value(wrapped.end(), typed=typed)
        is_list = generic is not None and generic["name"] in _LISTS
        return [value] if is_list else value, self._end(at)

    def _laid_together(self, at: int) -> tuple[object, int] | None:
        """`Base & { room: string }`: the members of all; None where nothing is laid together."""
        end = self._end(at)
        parts = _parted(self._text[at:end])
        if len(parts) < 2:
            return None
        values = [self._parsed(part, typed=True) for part in parts]
        members = [one for one in values if isinstance(one, dict)]
        return {name: one for each in members for name, one in each.items()}, end

    def _list(self, at: int, *, typed: bool) -> tuple[list[object], int]:
        found: list[object] = []
        while (at := self._blank(at, ",")) < len(self._text) and self._text[at] != "]":
            before = at
            if self._text.startswith("...", at):
                at = self._end(at)
                several = self._taken_over(self._text[before + 3 : at].strip())
                found += several if isinstance(several, list) else []
            else:
                value, at = self._value(at, typed=typed)
                found.append(value)
            at = max(at, before + 1)
        return found, at + 1

    def _object(self, at: int, *, typed: bool) -> tuple[dict[str, object], int]:
        found: dict[str, object] = {}
        while (at := self._blank(at, ",;")) < len(self._text) and self._text[at] != "}":
            before = at
            at = self._member(at, found, typed=typed)
            at = max(at, before + 1)
        if typed and any(map(is_spec, found.values())):
            for name, one in found.items():
                if holds_specs(one) and name.casefold().replace("_", "") not in _HOLDERS:
                    is_optional = (id(found), name) in self._optional
                    said = {"type": "object", "properties": one, "required": not is_optional}
                    found[name] = said
        return found, at + 1

    def _member(self, at: int, found: dict[str, object], *, typed: bool) -> int:
        """One member of an object: a name with its value, or what another object holds."""
        if self._text.startswith("...", at):
            end = self._end(at)
            several = self._taken_over(self._text[at + 3 : end].strip())
            found.update(several if isinstance(several, dict) else {})
            return end
        if text := TEXT.match(self._text, at):
            name, at = text[0][1:-1], text.end()
        elif key := _KEY.match(self._text, at):
            name, at = self._name(key), key.end()
        else:
            return self._end(at)
        at = self._blank(at)
        is_optional = self._text.startswith("?", at)
        at = self._blank(at + is_optional)
        sign = self._text[at : at + 1]
        if sign == "(":  # a method
            body = self._text.find("{", at)
            return self._end(body if body >= 0 else at)
        if sign not in {":", "="}:
            bare: object = {"required": not is_optional} if typed else name
            found[name] = self._known.get(name, bare)
            return at
        value, at = self._value(at + 1, typed=typed)
        is_function = typed and isinstance(value, str) and "=>" in value
        self._optional |= {(id(found), name)} if is_optional else set()
        if name and not is_function:
            found[name] = described(name, value, is_optional=is_optional) if typed else value
        return at

    def _name(self, key: re.Match[str]) -> str:
        """The name of a member; none for `[key: string]`, the value of a constant for `[A.B]`."""
        computed = key["computed"]
        if computed is None:
            return str(key["name"])
        if ":" in computed or " in " in computed:
            return ""
        value = self._resolved(computed.strip())
        return value if isinstance(value, str) else computed.rpartition(".")[2]

    def _taken_over(self, name: str) -> object:
        """The object or list of this name; of one that is declared elsewhere the name is kept."""
        value = self._resolved(name)
        if isinstance(value, dict | list):
            self._used.add(name)
            return value
        self._spread.append(name)
        return None

    def _resolved(self, path: str) -> object:
        """What a name of this script stands for, such as `EVENTS.LAMP_LIT`; None when unknown."""
        value: object = self._known
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def _plain(self, text: str, *, typed: bool) -> object:
        """A plain value, or the text of anything else in one line."""
        bare = _AS.sub("", text).strip()
        if TEXT.fullmatch(bare) and not (bare[0] == "`" and "${" in bare):
            return bare if typed else bare[1:-1]
        if _NUMBER.fullmatch(bare):
            return json.loads(bare) if not bare.lstrip("-").startswith("0") or "." in bare else bare
        if bare in _WORDS and not typed:
            return _WORDS[bare]
        if "=>" in bare and (sent := CALL.search(bare) or _SENT.search(bare)):
            return self._sent(bare, sent)
        known = {} if typed and _NOTHING.fullmatch(bare) else self._resolved(bare)
        known = (self._of_types(bare) or None) if typed and known is None else known
        if known is None:
            spec = None if typed else zod_spec(bare, self._parsed)
            return " ".join(bare.split()) if spec is None else spec
        self._used.add(bare)
        return known

    def _of_types(self, text: str) -> list[object]:
        """`LampLit[]`, `LampLit | LampOut`: what types of this program state, as a list."""
        names = [name.strip() for name in _ELEMENTS.sub("", text).split("|") if name.strip()]
        several = [self._resolved(name) for name in names]
        is_list = len(names) > 1 or text.endswith(("[]", ">"))
        if not is_list or not all(isinstance(one, dict) for one in several):
            return []
        self._used |= set(names)
        return several

    def _parsed(self, text: str, *, typed: bool = False) -> object:
        """The value that a part of the text states by itself, with what is known here."""
        inner = _Script(text)
        inner._known = self._known
        value, _ = inner._value(0, typed=typed)
        self._used |= inner._used
        return value

    def _sent(self, function: str, sent: re.Match[str]) -> object:
        """The event that a function sends, with what it is given: `(room: string) => track('x', { room })`."""
        given = _GIVEN.match(function, sent.end())
        names = [name.strip() for name in given["names"].split(",")] if given else []
        head = function.partition("=>")[0].strip().removeprefix("(").removesuffix(")")
        declared = load_script(f"type it = {{ {head} }}").document.get("it")
        own = declared if isinstance(declared, dict) else {}
        known = {name: own[name] for name in names if name in own}
        whole = _GIVEN_WHOLE.match(function, sent.end())
        if whole is not None and isinstance(given_all := own.get(whole["name"]), dict):
            known = given_all
        return {"event": sent["name"], **({"properties": known} if known else {})}

    # --- where things end ----------------------------------------------------------------------

    def _blank(self, at: int, signs: str = "") -> int:
        while at < len(self._text) and (self._text[at].isspace() or self._text[at] in signs):
            at += 1
        return at

    def _end(self, at: int) -> int:
        """Where a value ends: at the sign, bracket or line that no bracket of its own holds open."""
        depth, start = 0, at
        while at < len(self._text):
            sign = self._text[at]
            if found := TEXT.match(self._text, at):
                at = found.end()
                continue
            if sign in _OPEN and self._text[at - 1 : at + 1] != "=<":
                depth += 1
            elif sign in _CLOSE and self._text[at - 1 : at + 1] != "=>":
                if depth == 0:
                    return at
                depth -= 1
            elif depth == 0 and (sign in ",;" or (sign == "\n" and self._is_over(start, at))):
                return at
            at += 1
        return at

    def _is_over(self, start: int, at: int) -> bool:
        """A line ends a value unless it, or the next line, goes on with an operator."""
        before = self._text[start:at].rstrip()
        ahead = self._blank(at)
        behind = self._text[ahead : ahead + 2]
        goes_on = before.endswith(("|", "&", "+", "=", ":", "?", "(", "=>"))
        return not goes_on and behind[:1] not in {"|", "&", ".", "?"} and behind != "=>"


def _parted(text: str) -> list[str]:
    """The text at the `&` that no bracket of its own holds."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        if found := TEXT.match(text, at):
            at = found.end()
            continue
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE and text[at - 1 : at + 1] != "=>")
        if depth == 0 and text[at] == "&":
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _without_comments(text: str) -> str:
    return _SKIPPED.sub(lambda found: found["text"] or re.sub(r"[^\n]", " ", found[0]), text)
