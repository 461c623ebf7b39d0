"""The guide's code: initialisation and calls in the libraries that the customer has (S7, S8, S13)."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.derive.platforms import kinds_named
from segkit.facts.known import Facts
from segkit.knowledge.libraries import Library
from segkit.model.derived import Placement
from segkit.model.plan import Rule
from segkit.model.workspace import Source
from segkit.render.code import CodeTab, code_tabs
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import p
from segkit.render.view import View
from segkit.rows.edition import WHOLE, Edition
from segkit.rows.placed import ENVIRONMENT_TITLES, instrumented_placements
from segkit.rows.plan.quickstarts import QuickStart, quickstarts
from segkit.rows.row import KNOWLEDGE, PLAN, WORKSPACE, Showing, row
from segkit.segment_api.secret_smells import MASK
from segkit.snippets.common import with_common
from segkit.snippets.http_api import call_json
from segkit.snippets.language import PLACEHOLDER
from segkit.snippets.languages import (
    LANGUAGES,
    call_snippet,
    install_snippet,
    language_for,
    load_snippet,
)
from segkit.snippets.payload import Payload, example_payload

_NAMES = {language.id: language.name for language in LANGUAGES}
_FALLBACK = ("javascript", "node", "python")
EXAMPLES = "No source with a known library was read. These libraries are examples."


@row(
    "load_snippet",
    place=7.2,
    more=("writeKeys",),
    origins=(WORKSPACE, KNOWLEDGE),
    readers=("developer",),
)
def _load_row(showing: Showing) -> View:
    """The line that decides which source an application sends to (S7)."""
    return load_view(showing.facts, showing.edition)


@row(
    "quickstarts",
    title="Libraries",
    place=8.1,
    what="Your libraries",
    needs=("workspace",),
    without=("sources",),
    more=("writeKeys",),
    readers=("developer",),
)
def _quickstarts_row(showing: Showing) -> View:
    """How to start in each library that the customer uses (S8)."""
    facts = showing.facts
    items = quickstart_items(facts, showing.edition)
    return quickstarts(items, docs_base=facts.links.docs_base)


@row(
    "identify_snippets",
    place=13.2,
    what="Your identify call as code",
    needs=("plan",),
    origins=(PLAN, WORKSPACE),
    readers=("developer", "analyst"),
)
def _identify_row(showing: Showing) -> View:
    """identify() in the customer's languages, with values that the plan accepts (S13)."""
    return identify_view(showing.facts, showing.edition)


def load_view(facts: Facts, edition: Edition = WHOLE) -> View:
    """Where the write key stands, for each library that the customer has."""
    tabs = []
    for language in languages_of(facts, edition):
        source = _meant(facts, _sources_of(facts, language))
        caption = f"With the write key of {source.name}." if source else ""
        code = _load(facts, language, source)
        tabs.append(CodeTab(language, _NAMES[language], code, caption))
    view = code_tabs(tabs, label="Starting the library with its write key", name="load")
    keys = _keys(facts, edition)
    if not _languages(facts, edition):
        return View(p(EXAMPLES, cls="sk sk-note"), *view.tree, data=view.data)
    return View(*view.tree, keys, data=view.data) if keys else view


def _keys(facts: Facts, edition: Edition) -> Table[Placement] | None:
    """Which environment's key is which, source by source; None where no key is known."""
    mine = {source.id: source for source in edition.sources(facts)}
    placed = [one for one in instrumented_placements(facts) if one.source_id in mine]
    keys = {one.source_id: _key(facts, mine[one.source_id]) for one in placed}
    if not any(keys.values()):
        return None
    columns = (
        Column[Placement]("source", "Source", lambda one: mine[one.source_id].name),
        Column[Placement](
            "environment",
            "Environment",
            lambda one: ENVIRONMENT_TITLES.get(one.environment, one.environment),
        ),
        Column[Placement]("key", "Write key", lambda one: keys[one.source_id] or "not known"),
    )
    return Table(columns, placed, label="Write keys by environment", plain=True)


def _key(facts: Facts, source: Source) -> str:
    """The key, or how it ends."""
    shown = facts.write_keys.get(source.id)
    return shown or ", ".join(f"{MASK}{key.lstrip('.•')}" for key in source.write_keys)


def quickstart_items(facts: Facts, edition: Edition = WHOLE) -> list[QuickStart]:
    """One item for each library that the customer has a source for, of those in the edition."""
    by_library: dict[str, list[Source]] = {}
    for source in edition.sources(facts):
        if library := facts.libraries.get(source.id):
            by_library.setdefault(library.slug, []).append(source)
    found = {library.slug: library for library in facts.libraries.values()}
    return [
        _quickstart(facts, found[slug], sources)
        for slug, sources in by_library.items()
        if found[slug].kind in {"web", "mobile", "server"}
    ]


def _quickstart(facts: Facts, library: Library, sources: list[Source]) -> QuickStart:
    language = language_for(library.slug)
    code = {}
    if language is not None:
        code = {
            "install": install_snippet(language),
            "load": _load(facts, language, _meant(facts, sources)),
            "track": _first_track(facts, language, library.kind),
        }
    return QuickStart(
        library=library.name,
        sources=tuple(source.name for source in sources),
        tier=library.tier,
        language=language or "",
        docs=library.docs_to_use,
        quickstart=library.to_use.quickstart,
        out_of_support=_out_of_support(library),
        successor=library.successor,
        note=library.note,
        **code,
    )


def _out_of_support(library: Library) -> str:
    return f"Support ended in {library.support_ended}." if library.support_ended else ""


def _first_track(facts: Facts, language: str, kind: str) -> str:
    """The planned event that is quickest to send: the one with the fewest fields, first.

    None that the plan means for other kinds of source only, where there is another.
    """
    rules = [r for r in facts.plan.of("track") if not r.deprecated] if facts.plan else []
    rules = [r for r in rules if kind in (kinds_named(r) or {kind})] or rules
    planned = [rule for rule in rules if rule.fields]
    rule = min(planned or rules, key=lambda r: len(r.fields), default=None)
    if rule is None:
        return ""
    return call_snippet(language, "track", _payload(facts, rule), remembered=True)


def _payload(facts: Facts, rule: Rule) -> Payload:
    """An example that the plan accepts, with what it asks of every call."""
    return with_common(example_payload(rule), facts.plan.rules if facts.plan else ())


def identify_view(facts: Facts, edition: Edition = WHOLE) -> View:
    """identify() in the customer's languages, with values that the plan accepts."""
    rule = next((rule for rule, _ in facts.plan.traits()), None) if facts.plan else None
    if rule is None:
        return nothing("The tracking plan has no identify traits, so no call is shown.")
    payload = _payload(facts, rule)
    tabs = [
        CodeTab(
            language,
            _NAMES[language],
            call_snippet(language, "identify", payload, remembered=True),
        )
        for language in languages_of(facts, edition)
    ]
    tabs.append(CodeTab("json", "JSON", call_json("identify", payload)))
    return code_tabs(tabs, label="identify() with your traits", name="identify")


def call_tabs(facts: Facts, rule: Rule, senders: Sequence[Source]) -> list[CodeTab]:
    """One planned call in the languages of those who send it, and as JSON that the plan accepts."""
    own = [
        language
        for source in senders
        if source.id in facts.libraries
        and (language := language_for(facts.libraries[source.id].slug)) is not None
    ]
    payload = _payload(facts, rule)
    tabs = [
        CodeTab(one, _NAMES[one], call_snippet(one, rule.call, payload, remembered=True))
        for one in dict.fromkeys(own or languages_of(facts)[:1])
    ]
    return [*tabs, CodeTab("json", "JSON", call_json(rule.call, payload))]


def languages_of(facts: Facts, edition: Edition = WHOLE) -> list[str]:
    """Languages of the customer's libraries, in the order of their sources; examples without any."""
    return _languages(facts, edition) or list(_FALLBACK)


def _languages(facts: Facts, edition: Edition) -> list[str]:
    ids = [source.id for source in edition.sources(facts)]
    slugs = (facts.libraries[id_].slug for id_ in ids if id_ in facts.libraries)
    found = [language for slug in slugs if (language := language_for(slug)) is not None]
    return list(dict.fromkeys(found))


def _sources_of(facts: Facts, language: str) -> list[Source]:
    return [
        source
        for source in facts.sources.values()
        if (library := facts.libraries.get(source.id)) and language_for(library.slug) == language
    ]


def _meant(facts: Facts, sources: list[Source]) -> Source | None:
    """The first source whose key is shown in the clear, else the first whose key is known."""
    clear = [source for source in sources if source.id in facts.write_keys]
    known = [source for source in sources if source.write_keys]
    return next(iter([*clear, *known, *sources]), None)


def _load(facts: Facts, language: str, source: Source | None) -> str:
    """The start of the library, which says whose write key belongs there.

    The key itself only where the SA asks for that; else its end tells which one is meant.
    """
    if source is None:
        return load_snippet(language, PLACEHOLDER, region=facts.region)
    key = facts.write_keys.get(source.id, PLACEHOLDER)
    ends = "".join(source.write_keys[:1]).lstrip(".") if key == PLACEHOLDER else ""
    return load_snippet(language, key, region=facts.region, source=source.name, ends=ends)
