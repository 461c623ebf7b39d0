"""Each check on two small plans: one in which it speaks, and one in which it is silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.review.check import Check
from segkit.review.checks import all_checks
from segkit.review.reviewing import review

PlanOf = Callable[..., TrackingPlan]

SIX = ("Tent Pitched", "Boots Fitted", "Trail Walked", "Map Opened", "Stove Lit", "Rope Coiled")
WIDE = tuple(f"{name} : a_day s, b_day s, c_day s" for name in SIX)
SNAKE = "Tent Pitched : tent_id s, peg_count n, pole_kind s, door_side s, roof_hue s, mat_kind s, "
SNAKE += "bag_kind s, rope_kind s"
ORDER = "Order Completed : order_id s, revenue n, currency s, products a, products[] o, "
ORDER += "products[]>product_id s"
CARD = tuple(f"{name} : guide_id s" for name in SIX)

CASES: dict[str, tuple[tuple[str, ...], tuple[str | None, str], tuple[str, ...]]] = {
    "naming-event-case": ((*SIX, "hut_booked"), ("hut_booked", ""),
                          (*SIX, "Signed Up", "GPS Fix Lost", "[Kiosk] Boots Tied to Belt")),
    "naming-no-convention": (
        ("Tent Pitched", "boots_fitted", "trailWalked", "map-opened", "Stove lit again",
         "ROPE_COILED", "hutBooked", "peg-lost"), (None, ""), (*SIX, "Hut Booked", "Peg Lost")),
    "naming-property-case": ((f"{SNAKE}, ropeLength n",), ("Tent Pitched", "properties.ropeLength"),
                             (f"{SNAKE}, url s, $lib s, rope.$.hue s",)),
    "naming-event-order": ((*SIX, "Closed Hut"), ("Closed Hut", ""),
                           (*SIX, "Search Failed", "Guided Tour", "Login Refused",
                            "Close Early Error")),
    "naming-event-tense": ((*SIX, "Hut Close"), ("Hut Close", ""),
                           (*SIX, "Hut Cancelled", "Report Saved As View", "Guide Read")),
    "naming-stray-blank": (("Tent  Pitched",), ("Tent  Pitched", ""), ("Tent Pitched",)),
    "naming-invisible-character": (("Tent\u200b Pitched",), ("Tent\u200b Pitched", ""),
                                   ("Hütte Öffnet", "Team \U0001f468\u200d\U0001f469 Met")),
    "naming-empty": (("Tent Pitched : \t s",), ("Tent Pitched", "properties.\t"),
                     ("Tent Pitched : x s",)),
    "naming-same-event": (("Footbridge Crossed", "FootBridge Crossed"), ("Footbridge Crossed", ""),
                          ("Bridge Crossed", "Bridge Closed")),
    "naming-similar-event": (("Campsite Booked", "Campiste Booked"), ("Campsite Booked", ""),
                             ("Lamp Enabled", "Lamp Disabled", "Stage 1 Done", "Stage 2 Done")),
    "naming-same-property": (("Tent Pitched : tentId s", "Tent Packed : tent_id s, x s"),
                             ("Tent Pitched", "properties.tentId"), (SNAKE,)),
    "naming-similar-property": (("Tent Pitched : basecamp_name s", "Tent Packed : basecmap_name s"),
                                (None, ""),
                                ("Tent Pitched : guide_manager s", "Tent Packed : guide_managed b")),
    "naming-special-character": (("Tent *New* Pitched",), ("Tent *New* Pitched", ""),
                                 ("Visitor's Tent [Red] Pitched?", "$autocapture")),
    "naming-generic": (("Click : info s",), ("Click", ""), ("Tent Link Clicked : tent s",
                       "CTA Clicked : cta_tent s", "Link Clicked : url s")),
    "naming-test-artefact": (("test_tent",), ("test_tent", ""),
                             ("A/B Test Assigned", "Speed Test Started : test_tent b")),
    "dynamic-event-name": (("Sale 2026-11-27 Opened",), ("Sale 2026-11-27 Opened", ""),
                           ("[Kiosk] Tent Pitched", "3D View Opened")),
    "dynamic-property-name": (("Tent Pitched : ${colour} s",), ("Tent Pitched", "properties.${colour}"),
                              ("Tent Pitched : line_2 s",)),
    "dynamic-series": (("Tent Pitched : peg_1 s, peg_2 s, peg_3 s, peg_4 s",), ("Tent Pitched", ""),
                       ("Tent Pitched : line_1 s, line_2 s",
                        f"Tent Sold : {', '.join(f'item_category{n} s' for n in range(2, 7))}")),
    "types-conflict": (("Tent Pitched : depth s", "Tent Packed : depth n", "Tent Sold : depth n"),
                       ("Tent Pitched", "properties.depth"),
                       ("Tent Pitched : depth i+0", "Tent Packed : depth n",
                        "Promotion Viewed : position s", "Product Clicked : position n")),
    "types-missing": (("Tent Pitched : depth ?",), ("Tent Pitched", "properties.depth"),
                      ("Tent Pitched : depth ? [enum=a|b], hue ? [pattern=^r]",)),
    "types-mixed": (("Tent Pitched : depth s+n",), ("Tent Pitched", "properties.depth"),
                    ("Tent Pitched : depth i+n+0",)),
    "types-unknown-name": (("Tent Pitched : depth float",), ("Tent Pitched", "properties.depth"),
                           ("Tent Pitched : depth any",)),
    "types-null-only": (("Tent Pitched : depth 0",), ("Tent Pitched", "properties.depth"),
                        ("Tent Pitched : depth 0+s",)),
    "types-date-without-format": (
        ("Tent Pitched : pitchedAt s",), ("Tent Pitched", "properties.pitchedAt"),
        ("Tent Pitched : sold_at s [format=date-time], look_at s, date_range s, candidate s",)),
    "types-unlike-name": (("Tent Pitched : peg_count s",), ("Tent Pitched", "properties.peg_count"),
                          ("Tent Pitched : phone_number s, value s, price s [enum=low|high]",)),
    "types-id-as-number": (("Tent Pitched : tent_id i",), ("Tent Pitched", "properties.tent_id"),
                           ("Tent Pitched : grid n, paid n, id s",)),
    "types-inside-unplanned": (("Tent Pitched : pegs a",), ("Tent Pitched", "properties.pegs"),
                               ("Tent Pitched : pegs a, pegs[] s",)),
    "types-enum-outside-type": (("Tent Pitched : side n [enum=left|1]",), ("Tent Pitched", "properties.side"),
                                ("Tent Pitched : side s+0 [enum=left|null], pegs i [enum=1|2]",)),
    "types-enum-duplicate": (("Tent Pitched : side s [enum=a|b|a]",), ("Tent Pitched", "properties.side"),
                             ("Tent Pitched : side s [enum=a|b]",)),
    "types-enum-untidy": (("Tent Pitched : side s [enum=Left|left]",), ("Tent Pitched", "properties.side"),
                          ("Tent Pitched : side s [enum=+|-|left], way s [enum=1|+1]",)),
    "types-pattern-invalid": (("Tent Pitched : side s [pattern=^(?!x)a]",), ("Tent Pitched", "properties.side"),
                              (r"Tent Pitched : side s [pattern=^a\/b$]",)),
    "types-pattern-list": (("Tent Pitched : side s [pattern=red, green]",), ("Tent Pitched", "properties.side"),
                           ("Tent Pitched : side s [pattern=a{2,3}]",)),
    "types-keyword-without-effect": (("Tent Pitched : side n [pattern=^a]",), ("Tent Pitched", "properties.side"),
                                     ("Tent Pitched : side s+n [pattern=^a; format=uuid]",)),
    "types-example-invalid": (("Tent Pitched : side s [enum=a|b; example=c]",), ("Tent Pitched", "properties.side"),
                              ("Tent Pitched : side s [enum=a|b; example=a, b]", "Peg Lost : n n [example=3.5]")),
    "required-undefined": (("Tent Pitched : depth s!, hue ?! [undeclared=1]",), ("Tent Pitched", "properties.hue"),
                           ("Tent Pitched : depth s!",)),
    "required-trait": (("identify : email s!",), (None, "traits.email"), ("identify : email s",)),
    "required-inconsistent": (
        (*(f"{name} : guide_id s!" for name in SIX[:4]), "Rope Coiled : guide_id s"),
        ("Rope Coiled", "properties.guide_id"),
        (*(f"{name} : guide_id s!" for name in SIX[:2]), *(f"{name} : guide_id s" for name in SIX[2:]))),
    "required-none": (WIDE, (None, ""), (*WIDE[:5], "Rope Coiled : a_day s!, b_day s, c_day s")),
    "docs-event-missing": (("Tent Pitched #",), ("Tent Pitched", ""), ("Tent Pitched",)),
    "docs-property-missing": (("Tent Pitched : depth s [d=]",), ("Tent Pitched", "properties.depth"),
                              ("Tent Pitched : depth s",)),
    "docs-filler": (("Tent Pitched #Tent pitched",), ("Tent Pitched", ""),
                    ("Tent Pitched #Test pitch by a visitor",)),
    "docs-says-deprecated": (("Tent Pitched #Obsolete, use Hut Booked",), ("Tent Pitched", ""),
                             ("Tent Pitched #Fires when a permit is no longer valid",)),
    "identity-no-identify": (SIX, (None, ""), (*SIX, "identify : email s")),
    "identity-user-id-is-email": (("common : userId s [format=email]",), (None, "userId"),
                                  ("common : userId s [d=The id of the database, never an e-mail]",)),
    "identity-reserved-trait-type": (("identify : age s",), (None, "traits.age"),
                                     ("identify : age i, created_at s, address o, address>city s",)),
    "identity-trait-near-miss": (("identify : dob s",), (None, "traits.dob"),
                                 ("identify : first_name s, mail_opt_in b",)),
    "identity-no-group": (tuple(f"{name} : tenant_id s" for name in SIX), (None, ""), CARD),
    "privacy-secret": (("Tent Pitched : session_token s",), ("Tent Pitched", "properties.session_token"),
                       ("Tent Pitched : password_length i, show_password s, secretary s",)),
    "privacy-restricted": (("Tent Pitched : credit_card_number s",), ("Tent Pitched", ""),
                           ("Tent Pitched : push_token s, has_passport s, card_type s",)),
    "privacy-special-category": (("identify : medication s",), (None, "traits.medication"),
                                 ("Tent Pitched : race_track s, item_condition s",)),
    "privacy-personal": (("Tent Pitched : billing_address s",), ("Tent Pitched", "properties.billing_address"),
                         ("Tent Pitched : product_name s, ip_rating s, email_opt_in b, has_phone s",)),
    "privacy-free-text": (("Tent Pitched : feedback s",), ("Tent Pitched", "properties.feedback"),
                          ("Tent Pitched : error_message s, notes s [enum=a|b]", "Sync Failed : message s")),
    "privacy-example-real": (("Tent Pitched : who s [example=b.fell@hillpost.org]",), ("Tent Pitched", ""),
                             ("Tent Pitched : who s [example=jane@hillpost.org], a s [example=b@x.example]",)),
    "spec-event-near-miss": (("Order Complete",), ("Order Complete", ""),
                             ("Order Packed", "Cart_Share_T", "view_cart")),
    "spec-event-alias": (("Completed Order",), ("Completed Order", ""), ("Order Completed", "Purchase")),
    "spec-event-case": (("order_completed",), (None, ""), ("Order Completed",)),
    "spec-property-missing": (("Order Refunded : total n",), ("Order Refunded", ""), (ORDER,)),
    "spec-property-type": ((f"{ORDER}, tax s",), ("Order Completed", "properties.tax"), (f"{ORDER}, tax i",)),
    "spec-property-near-miss": (("Order Refunded : orderId s",), ("Order Refunded", "properties.orderId"),
                                ("Order Refunded : order_id s, orders_id s",)),
    "spec-products-shape": (("Cart Viewed : products a, products[] s",), ("Cart Viewed", "properties.products"),
                            (ORDER,)),
    "spec-revenue-type": (("Tent Sold : revenue s",), ("Tent Sold", "properties.revenue"),
                          ("Tent Sold : revenue n, value s",)),
    "spec-revenue-without-currency": (("Tent Sold : revenue n",), ("Tent Sold", "properties.revenue"),
                                      ("Tent Sold : revenue n, currency_code s",)),
    "warehouse-column-collision": (("Tent Sold : tent id s, tentId s",), ("Tent Sold", ""),
                                   ("Tent Sold : tent_id s, tent_ids s, pole o, pole>kind s",)),
    "warehouse-table-collision": (("Tent Sold", "tent_sold"), ("Tent Sold", ""), ("Tent Sold", "Tents Sold Out")),
    "warehouse-reserved-name": (("Tent Sold : sentAt s",), ("Tent Sold", "properties.sentAt"),
                                ("Tent Sold : guide_user_id s", "identify : id s")),
    "warehouse-long-name": ((f"{'Very ' * 14}Long Walk Walked",), (f"{'Very ' * 14}Long Walk Walked", ""), SIX),
    "warehouse-type-between-versions": (("Tent Sold : depth s", "Tent Sold v2 : depth n"),
                                        ("Tent Sold", "properties.depth"),
                                        ("Tent Sold : depth i", "Tent Sold v2 : depth n")),
    "plan-duplicate-rule": (("Tent Sold", "Tent Sold"), ("Tent Sold", ""), ("Tent Sold", "Tent Sold v2")),
    "plan-versions": (("Tent Sold", "Tent Sold v2"), ("Tent Sold", ""), ("Tent Sold",)),
    "plan-deep-nesting": (("Tent Sold : a>b>c>d s",), ("Tent Sold", ""), ("Tent Sold : a>b[]>c s",)),
    "plan-too-wide": ((f"Tent Sold : {', '.join(f'{a}{b}_kind s' for a in 'abcdefgh' for b in 'stuvwxy')}",),
                      ("Tent Sold", ""), (SNAKE,)),
    "plan-flattened-copy": (("Tent Sold : pole o, pole.kind s",), ("Tent Sold", "properties.pole.kind"),
                            ("Tent Sold : meta.kind s",)),
    "plan-common-too-strict": (("common : userId s!",), (None, "userId"), ("common : userId s",)),
    "plan-shared-properties": (WIDE, (None, ""), CARD),
}  # fmt: skip
"""By the check: a plan in which it speaks, where, and a plan in which it is silent."""

WITH_WORKSPACE = {
    "dest-event-name", "dest-field-name", "dest-nested", "dest-too-many", "plan-without-source",
    "privacy-to-advertising",
}  # fmt: skip
CHECKS = [one for one in all_checks() if one.id not in WITH_WORKSPACE]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_each_check_speaks_where_it_should_and_nowhere_else(check: Check, plan_of: PlanOf) -> None:
    """One plan with the fault at its place, and one that looks like it and is in order."""
    faulty, (event, field), fine = CASES[check.id]

    found = [one for one in review(plan_of(*faulty)).findings if one.rule == check.id]
    silent = [one for one in review(plan_of(*fine)).findings if one.rule == check.id]

    assert silent == []
    assert found
    assert event is None or event in {one.event for one in found}
    assert not field or field in {one.field for one in found}


def test_names_that_tools_give_are_no_convention_of_the_team(plan_of: PlanOf) -> None:
    """Events of Google Analytics are no majority for snake_case, and a survey's breaks none."""
    given = ("add_to_cart", "begin_checkout", "view_item", "view_cart", "purchase")

    found = review(plan_of(*given, "hut_booked", "Tent Pitched", "Boots Fitted")).findings

    surveyed = review(plan_of(*SIX, "survey shown")).findings
    assert "naming-event-case" not in {one.rule for one in (*found, *surveyed)}


def test_an_order_that_google_analytics_gives_counts(plan_of: PlanOf) -> None:
    """Own events that begin with a verb stand beside its own, which do so too."""
    own = ("Tent Pitched", "Hut Opened", "Map Closed", "Peg Moved", "Rope Cut", "View Wishlist")
    given = ("add_to_cart", "remove_from_cart", "view_item", "view_cart", "select_item")

    for names, is_said in ((own, True), ((*own, *given), False)):
        found = {one.rule for one in review(plan_of(*names)).findings}
        assert ("naming-event-order" in found) == is_said


def test_a_list_whose_type_names_its_elements_is_planned_inside() -> None:
    """They may be described elsewhere."""
    fields = tuple(
        Field(("properties", name), ("array",), labels={"Type": said})
        for name, said in (("pegs", "array of pegs"), ("poles", "Array<Pole>"), ("ropes", "list"))
    )
    plan = TrackingPlan("boots", (Rule("track", "Tent Pitched", fields=fields),))

    found = [one.field for one in review(plan).findings if one.rule == "types-inside-unplanned"]

    assert found == ["properties.ropes"]


def test_a_type_that_is_named_and_not_known_is_not_called_missing() -> None:
    """A sheet's own word is quoted; what a program declares elsewhere is let be."""
    fields = (
        Field(("properties", "hue"), labels={"Data type": "Colour code"}),
        Field(("properties", "owner"), labels={"typeName": "OwnerType"}),
        Field(("properties", "depth"), labels={"Type of tent": "Tunnel"}),
    )
    plan = TrackingPlan("boots", (Rule("track", "Tent Pitched", fields=fields),))

    found = [one.message for one in review(plan).findings if one.rule == "types-missing"]

    assert found == [
        "'depth' of 'Tent Pitched' has no type.",
        "'hue' of 'Tent Pitched' is of type 'Colour code', which JSON Schema does not have.",
    ]


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_each_check_explains_itself(check: Check) -> None:
    """Its page says what should be true, why, what mends it, and when it speaks."""
    assert all((check.title, check.why, check.mend, check.evidence, check.docs))
    assert "\n" not in check.title
    assert check.docs.startswith("/")


def test_there_are_eighty_checks_each_with_an_id_of_its_own() -> None:
    """The catalogue, the cases and the checks that need a workspace are the same."""
    ids = [one.id for one in all_checks()]

    assert len(ids) == len(set(ids)) == 80
    assert set(ids) == set(CASES) | WITH_WORKSPACE


def test_one_cause_is_one_finding_with_all_its_places(plan_of: PlanOf) -> None:
    """A bad name that stands in three events is said once."""
    lines = [
        SNAKE,
        "Hut Booked : ropeKnots n",
        "Map Opened : ropeKnots n",
        "Peg Lost : ropeKnots n",
    ]

    [found] = [
        one for one in review(plan_of(*lines)).findings if one.rule == "naming-property-case"
    ]

    assert found.event == "Hut Booked"
    assert found.places == ("rules[1].0", "rules[2].0", "rules[3].0")
    assert "and 2 more places" in found.message


def test_an_address_in_an_example_is_never_shown_whole(plan_of: PlanOf) -> None:
    """The review is shared even more than the plan."""
    plan = plan_of("Tent Pitched : who s [example=b.fell@hillpost.org]")

    said = " ".join(f"{one.message} {one.mend}" for one in review(plan).findings)

    assert "fell" not in said
    assert "hillpost" not in said
