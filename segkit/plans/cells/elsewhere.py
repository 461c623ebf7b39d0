"""Entries of a list that stand for several properties, which are defined elsewhere or nowhere."""

from __future__ import annotations

import re

from segkit.plans.words.vocabulary import cell_words, plain, take_apart

_FAMILY = re.compile(
    r"^((?=\S*(?:^\*[_.\-]|[_.\-]\*|[\w$]\*\w))[\w$.\-]*\*[\w$.\-*]*)(?:\s+\w.*)?$|^([\w$.\-]+[_.\-]\*)\s*[(:].*$"
)
_UTM = re.compile(
    r"(?:(?:all|the) )?(?:UTMs?|(?i:utms|utms? (?:param\w*|tags?|fields?|propert\w+|props?|values?)))"
)
"""All of `utm_*`, by a word for them."""
_SAME = re.compile(
    r"^(?:(?:the )?same (?:[\w-]+ ){0,3}as|see(?: also)?|vedi|voir|veja|véase|zie|as (?:in|for|with)|identical to|wie|gleich wie|siehe|idem|come|uguale a"
    r"|igual (?:que|a|ao)|mismo que|o mesmo que|identique à|même que|comme|zelfde als|как в|так же как)\s+(?:for |the )?(.+)$"
    r"|^[与和跟同](?!上)\s*(\S+?)\s*(?:相同|一致|一样|一樣)?$|^(\S+?)\s*(?:と同じ|と同様|와 동일|과 동일|와 같음|과 같음)$",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"^(?:\[[^\[\]]+\]|\{[^{}]+\}|<[^<>]+>|\+\s*.+|\.{3}\w+|(?:Partial|Pick|Omit|Required|Readonly|Record)<.+>)$"
)
VAGUE = frozenset(
    {"details", "detail", "detalles", "detalhes", "dettagli", "context", "contexto", "contexte", "kontext", "more", "others",
     "other", "common", "común", "comunes", "comum", "comuns", "commun", "communs", "gemeinsam", "comuni", "etc", "extra",
     "extras", "meta", "metadata", "rest", "additional", "standard", "defaults", "base"}
)  # fmt: skip
"""What stands behind a plus and names nothing: `room + details`."""
AND_SO_ON = frozenset(
    {"more", "others", "usw", "ecc", "and more", "and others", "and so on", "y más", "u.a.", "など"}
)  # fmt: skip
"""What stands behind properties and names nothing."""


def same_as(text: str) -> str:
    """The event whose properties these are as well: `same as lamp_lit`, `与 lamp_lit 相同`; or nothing."""
    if text.isalpha() and plain(text) in cell_words("above"):
        return "above"  # `idem`
    found = _SAME.match(text)
    return next(filter(None, found.groups()), "") if found else ""


def names_several(text: str) -> bool:
    """`base parameters` among keys: more of them, wherever they are defined."""
    return " " in text and text.endswith("s") and "field" in take_apart(text).last


def family_of(text: str) -> str:
    """The words for several of a kind, `utm_*` or `UTM params`; else nothing."""
    if _UTM.fullmatch(text):
        return text
    found = _FAMILY.match(text)
    family = next(filter(None, found.groups()), "") if found else ""
    return family if family.strip("*") else ""


def is_group(text: str) -> bool:
    """`[User]`, `common properties`, `same as lamp_lit`, `GA4 standard`: several that are defined elsewhere."""
    if GROUP.match(text) or same_as(text):
        return True
    heading = take_apart(text)
    is_bare = " " in text and not set("([{:") & set(text)
    if is_bare and not heading.unknown and "vendor" in heading.about <= {"vendor", "common"}:
        return True
    is_common = "common" in heading.about or (text.endswith("s") and not heading.unknown)
    return " " in text and is_common and "field" in heading.last
