"""A script in which what it names itself has names of one or two letters.

One name becomes one other throughout, so scopes need not be known: what a function calls `row`
is short wherever something is called `row`, and never as short as anything else. Properties,
texts and what the browser names stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from string import ascii_lowercase, ascii_uppercase

_GIVEN = """
[(variable_declarator name: (identifier) @given)
 (function_declaration name: (identifier) @given)
 (class_declaration name: (identifier) @given)
 (formal_parameters (identifier) @given)
 (arrow_function parameter: (identifier) @given)
 (assignment_pattern left: (identifier) @given)
 (array_pattern (identifier) @given)
 (rest_pattern (identifier) @given)
 (pair_pattern value: (identifier) @given)
 (catch_clause parameter: (identifier) @given)
 (for_in_statement left: (identifier) @given)
 (shorthand_property_identifier_pattern) @given]
[(shorthand_property_identifier_pattern) (shorthand_property_identifier)] @pair
(identifier) @used
"""
"""Where a name is given, where it is also that of a property, and where it is used."""

_THE_BROWSERS = """
close closed event find focus frames history length location name onchange open opener origin
parent print scroll self status stop top
"""
"""Names of the browser's own that a script may give to something else: these stay."""

_WORDS = frozenset({"as", "do", "if", "in", "is", "of"})


def short_names(script: str) -> str:
    """The same script; as it is where its grammar is not understood."""
    import tree_sitter_javascript  # grammar and parser only where a page is made
    from tree_sitter import Language, Parser, Query, QueryCursor

    language = Language(tree_sitter_javascript.language())
    source = script.encode()
    tree = Parser(language).parse(source)
    found = QueryCursor(Query(language, _GIVEN)).captures(tree.root_node)
    if tree.root_node.has_error or not found:
        return script

    def text(start: int, end: int) -> str:
        return source[start:end].decode()

    pairs = {(node.start_byte, node.end_byte) for node in found.get("pair", ())}
    places = pairs | {(node.start_byte, node.end_byte) for node in found.get("used", ())}
    count = Counter(text(*place) for place in places)
    given = {text(node.start_byte, node.end_byte) for node in found.get("given", ())}
    long = sorted(
        (name for name in given - {*_THE_BROWSERS.split()} if len(name) > 1),
        key=lambda name: (-count[name] * len(name), name),
    )
    free = (name for name in _candidates() if name not in count and name not in _WORDS)
    short = dict(zip(long, free, strict=False))
    pieces, end = list[bytes](), 0
    for place in sorted(places):
        name = text(*place)
        new = short.get(name, name)
        if len(new) < len(name):
            written = f"{name}:{new}" if place in pairs else new
            pieces += [source[end : place[0]], written.encode()]
            end = place[1]
    return b"".join([*pieces, source[end:]]).decode()


def _candidates() -> Iterator[str]:
    letters = ascii_lowercase + ascii_uppercase
    yield from letters
    yield from map("".join, product(letters, letters))
