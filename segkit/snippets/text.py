"""Customers' texts as string literals, so that no name can end a literal or hide in the code.

Beside what each language demands, characters that a reader cannot see are written as escapes
everywhere: control characters, line and paragraph separators, marks that turn the direction of
text around (they can make code look like other code), byte order marks, tags. Letters and
emoji of any script stay as they are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_UNSEEN = (
    "\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\U000e0000-\\U000e0fff"
)

LINE_ESCAPES: Mapping[str, str] = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Short escapes that every language here knows."""

_LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Quoting:
    """How a language writes a text.

    Attributes:
        code: The escape for a code point that has no shorter one.
        escapes: Shorter escapes; the backslash and `quote` are always among them.
        rewrites: Regular expressions and what to put for them, after everything else.
        quote: What stands before and after.
    """

    code: Callable[[int], str]
    escapes: Mapping[str, str]
    rewrites: tuple[tuple[str, str], ...] = ()
    quote: str = '"'

    def __call__(self, text: str) -> str:
        """The literal for a text; never holds a line break."""
        short = {"\\": "\\\\", self.quote: f"\\{self.quote}", **self.escapes}
        odd = "".join(re.escape(char) for char in short)

        def escape(found: re.Match[str]) -> str:
            return short.get(found[0]) or self.code(ord(found[0]))

        body = re.sub(f"[{odd}{_UNSEEN}]", escape, text)
        for pattern, replacement in self.rewrites:
            body = re.sub(pattern, lambda _, text=replacement: text, body)  # type: ignore[misc]  # bound early
        return f"{self.quote}{body}{self.quote}"


def hex_pairs(code: int) -> str:
    r"""`\u202e`; two of them above U+FFFF (JavaScript, Kotlin, Clojure)."""
    units = chr(code).encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def hex_wide(code: int) -> str:
    r"""`\u202e`, and `\U000e0041` above U+FFFF (Python, Go, C#)."""
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def hex_braces(code: int) -> str:
    r"""`\u{202e}` (Swift, Dart, Ruby, PHP)."""
    return f"\\u{{{code:x}}}"


def java_code(code: int) -> str:
    r"""Octal below U+0100: Java reads `\u000a` as a line break before it looks for strings."""
    return f"\\{code:03o}" if code < 0x100 else hex_pairs(code)


def clean(value: object) -> object:  # noqa: PLR0911  # one for each type
    """A copy that every language can write, as JSON would carry it.

    Half a surrogate pair becomes U+FFFD, since neither UTF-8 nor JSON's texts can hold it;
    infinity and NaN become null; integers beyond 64 bits become decimal numbers; what JSON
    does not know becomes its text.
    """
    match value:
        case None | bool():
            return value
        case int():
            return value if abs(value) <= _LARGEST_INTEGER else _decimal(value)
        case float():
            return value if math.isfinite(value) else None
        case str():
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        case Mapping():
            return {str(clean(str(key))): clean(inner) for key, inner in value.items()}
        case list() | tuple():
            return [clean(inner) for inner in value]
        case _:
            return clean(str(value))


def _decimal(value: int) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None
