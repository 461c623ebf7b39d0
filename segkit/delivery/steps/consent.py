"""Consent: which categories a destination is in, and what the preferences in a call do to it.

Facts: segment.com/docs/privacy/consent-management. A call carries what the person agreed to in
`context.consent.categoryPreferences`; a destination needs every one of its categories. Segment's
servers look at it before the integrations object. The API tells neither categories nor
destinations, so they come from `[consent]` in `engagement.toml`; what is not entered is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.delivery.pair import Pair
from segkit.delivery.planned import Planned
from segkit.delivery.unknowns import Unknown
from segkit.delivery.walk import Walk
from segkit.knowledge.destinations import S3
from segkit.knowledge.libraries import library_of
from segkit.model.workspace import Warehouse
from segkit.routing.categories import PREFERENCES_UPDATED, Consent

CATEGORIES = "its consent categories (enter them below [consent] in engagement.toml)"
_STEP = "consent"
_CALL = "consent in the call"
_DOCS = "documentation"
_WITHOUT_PLUGIN = frozenset({"ios", "android"})
_BOTH = (
    "whether a destination of a consent category gets a call with an integrations object and no "
    "preferences (Segment's documentation says both)"
)


def judge_consent(walk: Walk, pair: Pair, consent: Consent | None) -> None:
    """Let the call through to a destination, or stop it, by what the person agreed to."""
    said = _said(walk.call)
    if said is None:
        words = "The call carries no consent object, so no consent is enforced."
        walk.passes(_STEP, words, _DOCS)
    elif why := is_exempt(pair) or _is_always_sent(walk, pair):
        walk.passes(_STEP, why, _DOCS)
    elif not isinstance(said, Mapping) or not isinstance(
        said.get("categoryPreferences", {}), Mapping
    ):
        words = "The consent object has another shape than Segment's documentation gives it."
        walk.unknown(_STEP, words, "what Segment makes of such a consent object", _CALL)
    elif not said.get("categoryPreferences"):
        _without_preferences(walk, pair, consent, empty="categoryPreferences" in said)
    else:
        preferences = said["categoryPreferences"]
        _by_preferences(
            walk, pair, consent, preferences if isinstance(preferences, Mapping) else {}
        )


def judge_consent_of_warehouse(walk: Walk, warehouse: Warehouse) -> None:
    """The same for a warehouse, which no page of the documentation names."""
    if _said(walk.call) is None:
        words = "The call carries no consent object, so no consent is enforced."
        walk.passes(_STEP, words, _DOCS)
    elif warehouse.kind in S3:
        walk.passes(_STEP, "AWS S3 does not enforce consent.", _DOCS)
    else:
        words = "Segment's documentation does not name warehouses among what enforces consent."
        walk.assumes(_STEP, words, "that consent is not enforced for warehouses")


def foresee_consent(
    planned: Planned, pair: Pair, consent: Consent | None, *, carried: bool
) -> None:
    """The same for a planned call.

    Args:
        planned: The call on its way.
        pair: Where it comes from and goes to.
        consent: The categories; None when they were not entered.
        carried: The plan says that calls carry the consent object.
    """
    if is_exempt(pair):
        return
    if consent is None:
        if carried:
            planned.depends_on(Unknown(CATEGORIES))
    elif mine := consent.of(pair.destination):
        words = f"whether the person agreed to {' and '.join(mine)}"
        planned.depends_on(Unknown(words, of_call=True))


def lacks_consent(call: Mapping[str, object]) -> bool:
    """The call at hand carries no consent object."""
    return _said(call) is None


def _said(call: Mapping[str, object]) -> object:
    context = call.get("context")
    return context.get("consent") if isinstance(context, Mapping) else None


def is_exempt(pair: Pair) -> str:
    """Why consent is not enforced on this way; empty when it is."""
    if pair.destination.catalog.slug in S3:
        return "AWS S3 does not enforce consent."
    if pair.kind == "engage":
        return "Destinations of Engage do not enforce consent."
    return ""


def _is_always_sent(walk: Walk, pair: Pair) -> str:
    if walk.call.get("event") == PREFERENCES_UPDATED and pair.destination.catalog.is_actions:
        return "This event tells of the preferences themselves, so it is sent whatever they are."
    return ""


def _without_preferences(walk: Walk, pair: Pair, consent: Consent | None, *, empty: bool) -> None:
    """No category is named: all count as refused, or nothing is enforced."""
    if walk.call.get("integrations"):
        if consent is None:
            words = "The consent object is empty, and the call has an integrations object."
            walk.unknown(_STEP, words, CATEGORIES, _CALL)
        elif mine := consent.of(pair.destination):
            words = f"It is in {_named(mine)}, and the consent object is empty."
            walk.unknown(_STEP, words, _BOTH, _DOCS)
        else:
            _in_none(walk, consent)
    elif empty:
        _by_preferences(walk, pair, consent, {})
    else:
        words = "The consent object holds no preferences, so no consent is enforced."
        walk.passes(_STEP, words, _DOCS)


def _by_preferences(
    walk: Walk, pair: Pair, consent: Consent | None, preferences: Mapping[str, object]
) -> None:
    if consent is None:
        words = "The call carries consent, and nobody entered which categories this is in."
        walk.unknown(_STEP, words, CATEGORIES, _CALL)
        return
    mine = consent.of(pair.destination)
    refused = [one for one in mine if preferences.get(one, False) is False]
    strange = [one for one in mine if not isinstance(preferences.get(one, False), bool)]
    left = [one for one in _refused(preferences) if one not in consent.categories]
    if refused:
        _refuse(walk, pair, refused, preferences)
    elif strange:
        words = f"The call says neither true nor false of {_named(strange)}."
        walk.unknown(_STEP, words, "what Segment makes of such a preference", _CALL)
    elif left and consent.categories:
        words = f"The call refuses {_named(left)}, of which nothing was entered."
        walk.unknown(_STEP, words, CATEGORIES, _CALL)
    elif mine:
        walk.passes(_STEP, f"The person agreed to {_named(mine)}.", _CALL)
    else:
        _in_none(walk, consent)


def _in_none(walk: Walk, consent: Consent) -> None:
    if consent.categories:
        words = "It is in none of the consent categories that were entered."
        walk.assumes(_STEP, words, "that it is in no other consent category")
    else:
        walk.passes(_STEP, "The workspace has no consent categories.", "engagement.toml")


def _refuse(walk: Walk, pair: Pair, refused: list[str], preferences: Mapping[str, object]) -> None:
    words = f"It needs {_named(refused)}, which the person did not agree to."
    if unnamed := [one for one in refused if one not in preferences]:
        words += f" Not named in the call, which counts as refused: {', '.join(unnamed)}."
    if walk.mode != "device":
        walk.stops(_STEP, words, _CALL)
        return
    library = library_of(pair.source)
    if library is not None and library.slug in _WITHOUT_PLUGIN:
        words += f" {library.name} cannot enforce consent on the device."
        walk.passes(_STEP, words, _DOCS)
    elif pair.kind == "mobile":
        walk.unknown(_STEP, words, "whether the app has the consent plugin", _CALL)
    else:
        needed = (
            "whether the page enforces consent: by a consent wrapper, with Destination Filters "
            "switched on below Settings > Analytics.js"
        )
        walk.unknown(_STEP, words, needed, _CALL)


def _refused(preferences: Mapping[str, object]) -> Iterator[str]:
    return (str(name) for name, agreed in preferences.items() if agreed is not True)


def _named(categories: list[str] | tuple[str, ...]) -> str:
    several = "the category" if len(categories) == 1 else "the categories"
    return f"{several} {', '.join(categories)}"
