"""A plan in JSON, YAML or a script of any shape, in a file or a folder → `TrackingPlan`.

Events and fields are found by their shape (`event_finding`, `field_reading`); what looks like part
of the plan and was not taken for one becomes a doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import CALLS, Explained, Field, Report, Rule, TrackingPlan
from segkit.plans.documents.composing import DEFINITIONS, at_pointer
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.page import SCRIPT, Page
from segkit.plans.documents.rule_entries import Scope
from segkit.plans.documents.rules import (
    config_record,
    of_one_plan,
    other_kind,
    parts_of,
    plan_from_entries,
)
from segkit.plans.formats import OF_PROGRAMS, PlanFormat
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.answers import unwrapped
from segkit.plans.shapes.drafts import Draft
from segkit.plans.shapes.event_finding import EventFinder
from segkit.plans.shapes.event_reading import EventReader
from segkit.plans.shapes.field_reading import FieldReader
from segkit.plans.shapes.guessing import add_listed, guess, take_single
from segkit.plans.shapes.judging import property_names
from segkit.plans.shapes.keys import Part, named, part_of, squashed, words
from segkit.plans.shapes.ledger import ABOUT_EVENTS, TAGS, Ledger, names_in_schema
from segkit.plans.shapes.library import Library
from segkit.plans.shapes.neighbours import Alike, older_versions, referred_page
from segkit.plans.shapes.payload_types import PayloadTypes
from segkit.plans.shapes.schema_events import is_schema_document
from segkit.plans.shapes.settling import Common, refuse_other_events, settled
from segkit.plans.shapes.spec_words import JSON_WORDS

_NAMES = ("displayname", "name", "title", "planname", "product", "app")
_DEFINES = "It describes properties for the other files."
_ABOUT_PLANS = {"meta", "metadata", "info"}
_OTHER_KINDS = {
    "openapi": "the interface of a service (OpenAPI)",
    "swagger": "the interface of a service (Swagger)",
    "exportFormatVersion": "a container of Google Tag Manager",
}


def read_tree(pages: tuple[Page, ...], name: str) -> TrackingPlan:
    """The plan in documents of any shape.

    Args:
        pages: One document, or all of a folder.
        name: The plan's name when none of them says one.

    Raises:
        NotATrackingPlanError: Nothing in them can be part of a plan.
    """
    return _Reading(pages).plan(name)


class _Reading:
    """What documents hold, gathered page by page."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        self.pages = tuple(replace(one, document=unwrapped(one.document)) for one in pages)
        self.doubts = Doubts()
        self.library = Library()
        self.items: list[tuple[Page, Draft | tuple[str, object]]] = []
        self.common: list[Common] = []
        self.explained: list[Explained] = []
        self.notes: list[str] = []
        self.record: dict[str, object] = {}
        self.referred: dict[int, set[int]] = {}
        self.taken: set[str] = set()
        self.alike = Alike()

    def plan(self, name: str) -> TrackingPlan:
        self._collect()
        self._take_silent()
        self._take_out_parts()
        older, explained = older_versions(self.items)
        self.items = [one for one in self.items if id(one[1]) not in older]
        self.explained += explained
        items = self._settled()
        if not items:
            first = self.pages[0] if self.pages else Page(None)
            if first.language == SCRIPT and len(self.pages) == 1:
                raise _no_plan_in_script(first)
            raise other_kind(first.document if len(self.pages) == 1 else [], first.language)
        entries = [(one.where, one.entry()) if isinstance(one, Draft) else one for one in items]
        self._doubt_what_is_left(entries)
        plan = plan_from_entries(
            entries,
            plan=self.record,
            name=name,
            so_far=Report(explained=tuple(self.explained), notes=tuple(self.notes)),
            doubts=self.doubts,
        )
        return replace(plan, rules=tuple(map(_labelled, plan.rules)))

    def _collect(self) -> None:
        """Take in what is defined anywhere, then what each document holds."""
        dictionaries = [page for page in self.pages if _defines(page)]
        if len(dictionaries) == len(self.pages):
            dictionaries.clear()
        for page in self.pages:
            self.library.collect(page.document)
        for page in dictionaries:
            self.library.define(page.stem, page.document)
        self.explained += [_nothing_of(page, _DEFINES) for page in dictionaries]
        for page in self.pages:
            if not any(page is one for one in dictionaries):
                self._page(page)

    def _page(self, page: Page) -> None:
        """Take in what one document holds."""
        self.notes += page.notes
        if parts := parts_of(page.document, page.origin):
            parts, notes = of_one_plan(parts)
            self.notes += notes
            self.items += [(page, entry) for part in parts for entry in part.entries]
            self.record = {**parts[0].plan, **self.record}
            return
        is_only = len(self.pages) == 1
        if is_only:
            _refuse_other_kinds(page)
        scope = Scope(page.document, lambda reference: self._elsewhere(reference, page))
        reader = EventReader(FieldReader(self.doubts, self.library, scope), scope)
        stem = "" if page.language == SCRIPT else page.stem
        finder = EventFinder(reader, stem, _call_of_folder(page))
        types = PayloadTypes(page.document if page.language == SCRIPT else None)
        document = types.rest or page.document
        if not take_single(finder, document, page.origin):
            finder.find(document, page.origin)
            add_listed(finder, document if is_only else None, page.origin)
        if page.language == SCRIPT and not finder.drafts:
            finder.common.clear()  # a program has contexts and defaults of many kinds
        if is_only and page.language != SCRIPT:
            finder.look_again()
        if not finder.drafts and (is_only or not finder.common):
            _look_closer(finder, page, is_only=is_only)
        types.attach(finder.drafts, reader)
        drafts = [*finder.drafts, *reader.of_people()]
        self.taken.update(draft.where for draft in drafts)
        self.taken.update(where for where, _, _ in finder.common)
        if page.language == SCRIPT and drafts and not is_only:
            self.doubts.add(page.origin, OF_PROGRAMS, *(one.key or one.call for one in drafts))
        self.items += [(page, draft) for draft in drafts]
        self.explained += finder.explained
        self.common += finder.common
        self.notes += finder.left_out
        self.record = {**_record_of(page, drafts, is_only=is_only), **self.record}
        for draft in drafts:
            draft.where = draft.where.removesuffix(": ") or page.stem
        if not (drafts or finder.common or finder.explained or is_only or _is_record(page)):
            self.alike.silent.append((len(self.items), page, reader))
        self.alike.learn(page, drafts)

    def _take_silent(self) -> None:
        """Files without properties are events, too, beside others that look like them."""
        for at, page, reader in reversed(self.alike.silent):
            found = self.alike.drafts(page, reader)
            if not found:
                self.explained.append(_nothing_of(page, "It holds no event."))
                continue
            for draft in found:
                draft.where = draft.where.removesuffix(": ") or page.stem
            self.items[at:at] = [(page, draft) for draft in found]
            what = "{count} events name no property, and are read because they look like those beside them."
            self.doubts.add(page.origin, what, *(one.key or page.stem for one in found))

    def _elsewhere(self, reference: str, page: Page) -> tuple[object, object] | None:
        """Where a reference to another of the documents leads."""
        address, _, pointer = reference.partition("#")
        other = referred_page(address, page, self.pages)
        target = None if other is None else at_pointer(other.document, pointer)
        if other is not None and other is not page:
            self.referred.setdefault(id(other), set()).add(id(page))
        return None if other is None or target is None else (other.document, target)

    def _take_out_parts(self) -> None:
        """Files to which others refer are parts of those, unless they name events themselves."""
        keys: dict[int, set[object]] = {}
        around: set[int] = set()
        for page, one in self.items:
            key = one.key if isinstance(one, Draft) else id(one)
            is_people = key is None and squashed(page.stem) not in CALLS
            is_common = isinstance(one, Draft) and one.call == "common"
            keys.setdefault(id(page), set()).add(page.stem if is_common or is_people else key)
            around |= {id(page)} if isinstance(one, Draft) and one.may_be_around else set()
        parts = [
            page
            for page in self.pages
            if self.referred.get(id(page), set()) - around
            and keys.get(id(page), set()) <= _titles(page)
        ]
        self.explained += [_nothing_of(one, "Other files refer to it for a part.") for one in parts]
        dropped = set(map(id, parts))
        places = {one.origin for one in parts}
        self.common = [one for one in self.common if one[0] not in places]
        self.items = [(page, one) for page, one in self.items if id(page) not in dropped]

    def _settled(self) -> list[Draft | tuple[str, object]]:
        """Rules in Segment's own form, and the drafts that are rules, in the documents' order."""
        found = [one for _, one in self.items if isinstance(one, Draft)]
        refuse_other_events(found)
        blanks = [one for one in found if one.key is not None and one.key != one.key.strip()]
        for one in blanks:
            one.key = str(one.key).strip()
        if blanks:
            many = "1 name has" if len(blanks) == 1 else f"{len(blanks)} names have"
            self.notes.append(f"{many} blanks at the ends in the file; they are left out.")
        drafts, notes = settled(found, self.common, self.library, self.doubts)
        if drafts and len(found) == len(self.items) and all(one.call == "common" for one in drafts):
            what = "{count} properties are read as those of all events, and nothing names an event."
            self.doubts.add(drafts[0].where, what, *drafts[0].names)
        self.notes += notes
        if drafts and not any(one.names for one in drafts) and len(found) == len(self.items):
            what = "{count} events are named, and none says what it carries."
            self.doubts.add(drafts[0].where, what, *(one.key or one.call for one in drafts))
            if beside := dict.fromkeys(key for one in drafts for key in one.labels if _may_be(key)):
                what = (
                    "{count} keys beside names of events are kept as labels, and may be properties."
                )
                self.doubts.add(drafts[0].where, what, *beside)
        keys = {one.key for one in drafts if one.key}
        for one in drafts:
            if not one.names and any(_are_among(value, keys) for value in one.labels.values()):
                what = "{count} events list other events: they may be funnels or groups."
                self.doubts.add(one.where, what, one.key or one.call)
            if one.doubt:
                self.doubts.add(one.where, one.doubt, one.key or one.call)
        kept = set(map(id, drafts))
        before = set(map(id, found))
        items = [one for _, one in self.items if not isinstance(one, Draft) or id(one) in kept]
        return [*items, *(draft for draft in drafts if id(draft) not in before)]

    def _doubt_what_is_left(self, entries: list[tuple[str, object]]) -> None:
        """Doubt names of properties that no rule has, and events that stand more than once."""
        known = {*names_in_schema([entry for _, entry in entries]), *self.library.taken}
        places: dict[tuple[str, str, str], list[str]] = {}
        for where, entry in entries:
            if isinstance(entry, Mapping) and isinstance(key := entry.get("key"), str):
                identity = (key, str(entry.get("type")), str(entry.get("version")))
                places.setdefault(identity, []).append(where)
                known.add(key)
        if several := {one: where for one, where in places.items() if len(where) > 1}:
            first = next(iter(several.values()))[1]
            there = "in several files" if len(self.pages) > 1 else "more than once"
            what = f"{{count}} events stand {there}."
            self.doubts.add(first, what, *(key for key, _, _ in several))
        ledger = Ledger(known, self.taken)
        for page in self.pages:
            if not parts_of(page.document):
                ledger.doubt(page.document, page.origin, self.doubts)


def _no_plan_in_script(page: Page) -> NotATrackingPlanError:
    return NotATrackingPlanError(
        f"{page.stem} is a program that states no events as data or types; segkit runs no programs.",
        "let it print the plan as JSON, save that in a file, and give the file.",
    )


def _call_of_folder(page: Page) -> str:
    """`page/home.yml` is a page: the call that the folder of a file is called like."""
    folder = page.origin.removesuffix(": ").rpartition("/")[0].rpartition("/")[2]
    return folder if folder in CALLS else "track"


def _may_be(key: str) -> bool:
    """A key that is not known to be said about events."""
    return not set(words(key)) & (ABOUT_EVENTS | TAGS)


def _are_among(value: object, keys: set[str]) -> bool:
    """A list of several names, most of them events."""
    names = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return len(names) > 1 and sum(one in keys for one in names) * 2 > len(names)


def _nothing_of(page: Page, reason: str) -> Explained:
    return Explained(page.origin.removesuffix(": ") or page.stem, reason)


def _titles(page: Page) -> set[object]:
    """What the file, its document and the definitions in it are called."""
    document = page.document if isinstance(page.document, Mapping) else {}
    defined = [one for key in DEFINITIONS if isinstance(one := document.get(key), Mapping)]
    return {page.stem, str(document.get("title")), *(name for one in defined for name in one)}


def _refuse_other_kinds(page: Page) -> None:
    document = page.document
    kinds = [_OTHER_KINDS.get(key) for key in document] if isinstance(document, Mapping) else []
    paths = document.get("paths") if isinstance(document, Mapping) else None
    if isinstance(paths, Mapping) and paths and all(str(one).startswith("/") for one in paths):
        kinds.append(_OTHER_KINDS["openapi"])
    if kind := next(filter(None, kinds), None):
        raise NotATrackingPlanError(
            f"The {page.language} is {kind}, and no events are found in it.",
            "choose the file that holds the events.",
        )


def _defines(page: Page) -> bool:
    """A file beside others that is called like a dictionary, and describes properties."""
    is_called = part_of(page.stem) in {Part.LIBRARY, Part.LEFT_OUT}
    return is_called and page.language != SCRIPT and bool(property_names(page.document))


def _look_closer(finder: EventFinder, page: Page, *, is_only: bool) -> None:
    """Look where events are if nothing else holds any; a schema has been looked through."""
    document = page.document
    if not is_only or page.language == SCRIPT:
        guess(finder, document, page.origin, finder.stem)
        return
    if is_schema_document(document):
        raise NotATrackingPlanError(
            f"The JSON Schema in {page.stem} describes no event: it may say how a file is built.",
            "choose the file that holds the events.",
        )
    guess(finder, document, page.origin, page.stem)


# --- the plan itself ---------------------------------------------------------------------------


def _is_record(page: Page) -> bool:
    """Plain values with a name: what a folder says about the plan itself."""
    document = page.document
    if not isinstance(document, Mapping) or named(document, _NAMES) is None:
        return False
    return not any(isinstance(value, Mapping | list) for value in document.values())


def _record_of(page: Page, drafts: list[Draft], *, is_only: bool) -> dict[str, object]:
    """What the document says about the plan itself, unless it is about one event."""
    document = page.document
    if not isinstance(document, Mapping) or any(one.where == page.origin for one in drafts):
        return {}
    if not is_only and is_schema_document(document):
        return {}
    if not is_only and drafts and not _is_record(page):
        document = {key: one for key, one in document.items() if squashed(key) in _NAMES}
    record = {key: one for key, one in document.items() if not isinstance(one, Mapping | list)}
    own = named(record, _NAMES)
    for key, value in document.items() if own is None else ():
        about = value if squashed(key) in _ABOUT_PLANS and isinstance(value, Mapping) else {}
        own = own or named(about, _NAMES)
    if own is None:
        return record
    rest = {key: one for key, one in record.items() if key != own[0]}
    kept = {"name": document["name"]} if "name" in record else {}
    return config_record({**rest, "display_name": own[1], **kept})


def _labelled(rule: Rule) -> Rule:
    """The rule with labels in the place of words that JSON Schema does not have."""
    return replace(rule, fields=tuple(map(_labelled_field, rule.fields)))


def _labelled_field(planned: Field) -> Field:
    labels = {key: value for key, value in planned.schema.items() if key not in JSON_WORDS and key}
    if not labels:
        return planned
    schema = {key: value for key, value in planned.schema.items() if key not in labels}
    return replace(planned, labels=labels, schema=schema)


def _recognises(given: PlanInput) -> bool:
    return given.kind in {"json", "yaml", "folder", "script"}


def _read(given: PlanInput) -> TrackingPlan:
    if not given.pages:
        unread = "".join(f"\n  {one.origin}: {one.reason}" for one in given.folder.unread[:5])
        if given.folder.modules:
            from segkit.plans.terraform.terraform import no_plan_in

            raise no_plan_in(given)
        raise NotATrackingPlanError(
            f"{given.path} holds no plan in JSON, YAML, Markdown, tables or Terraform that can be read.{unread}",
            "give the folder or file that holds the plan; of Terraform, the folder of the module.",
        )
    return read_tree(given.pages, given.name)


TREE = PlanFormat("JSON or YAML", _recognises, read=_read)
