"""Behaviour of `segkit.texts`: the fixed texts of a page, in every language."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import segkit
from segkit.export.page.callouts import TITLES
from segkit.texts import ENGLISH, LANGUAGES, MARK, text_in, with_texts_in

PACKAGE = Path(segkit.__file__).parent
SAID = re.compile(r'\b(?:say\(|text_in\(\w+, )"([^"]+)"\)')
OTHERS = [language for language in LANGUAGES if language != ENGLISH]


def texts_used() -> set[str]:
    """Every fixed text in scripts, style sheets, the page's template and the modules around it."""
    marked = [
        found[1] or found[2]
        for ending in ("js", "css")
        for file in PACKAGE.rglob(f"assets/*.{ending}")
        for found in MARK.finditer(file.read_text(encoding="utf-8"))
    ]
    said = [
        text
        for file in (*PACKAGE.rglob("*.html.j2"), *(PACKAGE / "export").rglob("*.py"))
        for text in SAID.findall(file.read_text(encoding="utf-8"))
    ]
    return {*marked, *said, *TITLES.values()}


def catalogue(language: str) -> dict[str, str]:
    """The file of a language."""
    return tomllib.loads(files("segkit.texts").joinpath(f"{language}.toml").read_text("utf-8"))


def test_there_are_other_languages() -> None:
    """English first."""
    assert LANGUAGES[0] == ENGLISH
    assert {"de", "es", "fr"} <= set(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_text_and_no_other(language: str) -> None:
    """What is no longer said anywhere is not kept."""
    assert set(catalogue(language)) == texts_used()


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_keeps_its_places_and_ends_no_literal(language: str) -> None:
    """It stands in a script as it is."""
    for english, other in catalogue(language).items():
        assert sorted(re.findall(r"\$?\{[^}]*\}", other)) == sorted(
            re.findall(r"\$?\{[^}]*\}", english)
        )
        assert not set(other) & set('"`\\<>\n')


def test_marks_become_the_texts() -> None:
    """In double quotes and as templates; what a language lacks stays English."""
    source = 'a(t("Search"), t(`Search ${many}`), t("no such text"), get("Search"));'

    assert with_texts_in(ENGLISH, source) == (
        'a("Search", `Search ${many}`, "no such text", get("Search"));'
    )
    assert with_texts_in("de", source) == (
        'a("Suchen", `Suchen: ${many}`, "no such text", get("Search"));'
    )
    assert text_in("fr", "Contents") == "Sommaire"
