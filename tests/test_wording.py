"""How the guide words what it says: sentences of a length that is read, and words that say one thing."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import segkit
from segkit.engagement.bundled import notebooks_folder

PACKAGE = Path(segkit.__file__).parent
CODE = ("considerations", "delivery", "derive", "facts", "rows")
"""Packages whose texts readers of a guide see."""

SAYING = frozenset({"text", "action", "note", "says", "background"})
"""Keys of the knowledge whose values are sentences."""

LONGEST = {"notebooks": 20, "code": 26, "glossary": 20}
"""Words of a sentence."""

LONG, FEWER = 25, 47
"""Of the knowledge only so many sentences are longer than this; each one that is mended counts."""

NEVER = re.compile(
    r"\b(?:simply|just|easy|easily|please note|as mentioned|via|etc|nuances?|probably|seems?|should be "
    r"considered|it is recommended|ends? up|hands? over|hands? it|passe[sd] on|goes to the tool|is fed|"
    r"are fed|segkit found|obviously|of course|basically|in order to|leverage|utili[sz]e)\b"
    r"|\b(?:gets?|takes?) (?:its |no |all |them |\w+ and )?(?:calls?|data|rows|traits|audiences|(?:identify|track|page|"
    r"screen|group) calls?)\b",
    re.IGNORECASE,
)
"""Phrases that say nothing, and other words for what a tool does: it receives."""
SPELLINGS = {
    r"\btracking-plan\b": "tracking plan",
    r"\buser ?ID\b|\buserID\b|\bUserId\b": "userId",
    r"\banonymousID\b|\bAnonymousId\b": "anonymousId",
    r"\bdata ware-?house\b": "warehouse",
    r"\bwritekey\b|\bwrite-key\b": "write key",
    r"\bAnalytics\.JS\b|\bAnalyticsJS\b": "Analytics.js",
    r"\breverse ETL\b": "Reverse ETL",
}
"""Segment's terms, as they are not spelled here."""

_LINK_OR_CODE = re.compile(r"!\[[^\]]*\]\([^)]*\)|`[^`]*`|\[([^\]]*)\]\([^)]*\)")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+|: ")
_WORD = re.compile(r"[\w'’-]+")


def notebooks() -> Iterator[tuple[str, str]]:
    """The text cells of every shipped notebook."""
    for file in sorted(notebooks_folder().glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield file.name, "".join(cell["source"])


def code() -> Iterator[tuple[str, str]]:
    """Every text of the packages but docstrings."""
    for package in CODE:
        for file in sorted((PACKAGE / package).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
            for node in ast.walk(tree):
                if not isinstance(node, ast.Constant) or id(node) in told:
                    continue
                if isinstance(node.value, str) and " " in node.value:
                    yield file.name, node.value


def knowledge() -> Iterator[tuple[str, str]]:
    """The sentences of the knowledge base."""
    for file in sorted((PACKAGE / "knowledge").glob("*.toml")):
        for text in _saying(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield file.name, text


def _saying(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _saying(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _saying(inner, key)
    elif isinstance(value, str) and key in SAYING:
        yield value


def templates() -> Iterator[tuple[str, str]]:
    """The texts between the tags of every template."""
    for file in sorted(PACKAGE.rglob("*.html.j2")):
        text = re.sub(
            r"\{[{%#].*?[}%#]\}|<[^>]*>", "\n", file.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        yield file.name, text


def sentences(texts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each sentence with the file that it is in; code and pictures are left out."""
    for file, text in texts:
        bare = _LINK_OR_CODE.sub(lambda found: found[1] or "it", text)
        for one in _SENTENCE.split(bare):
            if one.strip():
                yield file, one


def too_long(texts: Iterator[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """The sentences with more words than that."""
    return [one for one in sentences(texts) if len(_WORD.findall(one[1])) > most]


def test_sentences_of_notebooks_and_code_are_short() -> None:
    """Twenty words where a person reads page after page; a little more in a single remark."""
    assert too_long(notebooks(), LONGEST["notebooks"]) == []
    assert too_long(code(), LONGEST["code"]) == []
    glossary = (one for one in knowledge() if one[0] == "glossary.toml")
    assert too_long(glossary, LONGEST["glossary"]) == []


def test_the_knowledge_has_no_more_long_sentences_than_it_had() -> None:
    """The number may only fall."""
    assert len(too_long(knowledge(), LONG)) <= FEWER


@pytest.mark.parametrize("source", [notebooks, code, knowledge, templates])
def test_no_phrase_that_says_nothing(source: object) -> None:
    """Nor one of several words for what a tool does with data."""
    assert callable(source)
    found = [
        (file, NEVER.findall(text), text[:80]) for file, text in source() if NEVER.search(text)
    ]

    assert found == []


@pytest.mark.parametrize("source", [notebooks, code, knowledge, templates])
def test_segments_terms_are_spelled_as_segment_spells_them(source: object) -> None:
    """One spelling, so that a reader finds the term in the documentation too."""
    assert callable(source)
    wrong = [
        (file, pattern, text[:80])
        for file, text in source()
        for pattern in SPELLINGS
        if re.search(pattern, _LINK_OR_CODE.sub("", text))
    ]

    assert wrong == []
