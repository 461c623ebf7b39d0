"""Names of files that any system can hold, made of names of events; and names in Markdown."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from segkit.agents.boundary import cut, visible
from segkit.model.plan import Rule

_MOST = 60


def stems(rules: Iterable[Rule]) -> dict[int, str]:
    """A name for the files of each rule, by the rule's identity; the same at every export."""
    every = list(rules)
    plain = {id(rule): _plain(rule) for rule in every}
    counted = Counter(name.casefold() for name in plain.values())
    return {
        id(rule): name
        if counted[name.casefold()] == 1 and _says_all(rule, name)
        else f"{name}-{_digest(rule)}"
        for rule in every
        for name in [plain[id(rule)]]
    }


def inline(text: str, most: int = 80) -> str:
    """A name as inline code, whatever is in it."""
    shown = cut(" ".join(visible(text).split()), most)
    longest = max((len(one) for one in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if longest or not shown else ""
    return f"{fence}{blank}{shown}{blank}{fence}"


def _plain(rule: Rule) -> str:
    ascii_ = unicodedata.normalize("NFKD", rule.key or "").encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", ascii_).strip("-").lower()[:_MOST].strip("-")
    call = re.sub(r"[^a-z0-9]+", "-", rule.call.lower()) or "call"
    return "-".join(filter(None, (call, words, f"v{rule.version}")))


def _says_all(rule: Rule, name: str) -> bool:
    """The name of the file tells the event from others that may come later."""
    return not rule.key or len(name) < _MOST


def _digest(rule: Rule) -> str:
    said = f"{rule.call}\0{rule.key}\0{rule.version}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()[:8]
