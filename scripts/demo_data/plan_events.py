"""The events of the Track tab, in the sections the customer works with."""

from __future__ import annotations

from demo_data.plan_shapes import Event, Section

LINES = "products! products.$.product_id! products.$.sku products.$.name products.$.price! "
LINES += "products.$.quantity!"
ORDER = "order_id! total! revenue! currency! shipping tax discount coupon"

FINDING = Section(
    "Finding gear",
    (
        Event(
            "Products Searched",
            "A search runs and its results are on screen",
            "query! results_count!",
            ticket="SHOP-212",
        ),
        Event(
            "Product List Viewed",
            "A category or collection is on screen",
            "list_id! category products products.$.product_id products.$.sku",
        ),
        Event(
            "Product List Filtered",
            "A filter or another order is applied to a list",
            "list_id! filters filters.$.type filters.$.value sort_by",
        ),
        Event(
            "Product Clicked",
            "A product is chosen from a list",
            "product_id! sku name! price position! list_id",
        ),
        Event(
            "Product Viewed",
            "A product page is on screen",
            "product_id! sku! name! price! currency! category brand variant url in_stock value",
            ticket="SHOP-198",
        ),
        Event(
            "Product Shared",
            "A product is passed on to somebody",
            "product_id! name share_via!",
        ),
        Event(
            "Product Reviewed",
            "A review is sent in",
            "product_id! review_id! rating!",
            platforms="Web",
        ),
        Event(
            "Promotion Viewed",
            "At least half of a promotion is visible for a second",
            "promotion_id! creative position",
            platforms="Web",
            owner="Marketing",
        ),
        Event(
            "Promotion Clicked",
            "A promotion is followed",
            "promotion_id! creative position",
            platforms="Web",
            owner="Marketing",
        ),
    ),
)
BASKET = Section(
    "Basket and wish list",
    (
        Event(
            "Product Added",
            "A product is put into the basket",
            "cart_id! product_id! sku! name! price! currency! quantity! value",
        ),
        Event(
            "Product Removed",
            "A product is taken out of the basket",
            "cart_id! product_id! sku quantity!",
        ),
        Event(
            "Cart Viewed",
            "The basket is on screen",
            "cart_id! products! products.$.product_id! products.$.quantity!",
        ),
        Event(
            "Product Added to Wishlist",
            "The heart of a product is switched on",
            "wishlist_id! product_id! sku name price",
        ),
        Event(
            "Coupon Denied",
            "A code is entered and refused",
            "cart_id! coupon! deny_reason",
            platforms="Web",
        ),
    ),
)
CHECKOUT = Section(
    "Checkout",
    (
        Event(
            "Checkout Started",
            "The first step of the checkout is on screen",
            "checkout_id! cart_id value! currency! products! products.$.product_id! products.$.quantity!",
            ticket="SHOP-240",
            merged=True,
        ),
        Event(
            "Checkout Step Completed",
            "A step is left with everything filled in",
            "checkout_id! step! shipping_method payment_method",
            merged=True,
        ),
        Event(
            "Payment Info Entered",
            "Payment details were accepted",
            "checkout_id! payment_method!",
            merged=True,
        ),
        Event(
            "Order Completed",
            "The payment provider confirms the order (old form, before points)",
            f"{ORDER} {LINES}",
            platforms="Web, Server",
            status="Live",
            types={"discount": "String"},
            version=1,
            ticket="SHOP-101",
        ),
        Event(
            "Order Completed",
            "The shop API confirms the order; sent by the server only",
            f"{ORDER} subtotal affiliation membership_tier loyalty_points is_first_order "
            f"ordered_at! delivery_date {LINES} products.$.category",
            platforms="Server",
            version=2,
            ticket="SHOP-255",
        ),
        Event(
            "Order Updated",
            "An order moves on to its next state",
            "order_id! order_status! total",
            platforms="Server",
        ),
        Event(
            "Order Refunded",
            "Money for an order was paid back, fully or in part",
            "order_id! total! currency! refund_reason",
            platforms="Server",
            types={"currency": "String (ISO 4217)"},
            owner="Billing",
        ),
        Event(
            "Order Cancelled",
            "An order is stopped before it is shipped",
            "order_id! total currency",
            platforms="Server",
        ),
        Event(
            "Store Pickup Scheduled",
            "A pickup slot in a store is booked",
            "order_id! store_id! store_name pickup_at!",
            ticket="STORE-31",
        ),
    ),
)
MEMBERSHIP = Section(
    "Membership",
    (
        Event(
            "Signed Up",
            "An account was made and confirmed",
            "method!",
            platforms="Web, iOS, Android, Kiosk",
        ),
        Event("Signed In", "Somebody signs in by hand, not by a remembered session", "method!"),
        Event("Signed Out", "Somebody signs out"),
        Event(
            "Membership Started",
            "The first fee is paid or a free month begins",
            "membership_id! membership_tier! billing_period! is_trial value currency",
            platforms="Server",
            owner="Trail Club",
            ticket="CLUB-12",
        ),
        Event(
            "Membership Renewed",
            "A further fee is paid",
            "membership_id! membership_tier! billing_period value! currency!",
            platforms="Server",
            owner="Billing",
        ),
        Event(
            "Membership Tier Changed",
            "A member moves up or down a level",
            "membership_id! previous_tier! membership_tier!",
            platforms="Server",
            owner="Trail Club",
        ),
        Event(
            "Membership Cancelled",
            "A member gives notice",
            "membership_id! membership_tier cancel_reason",
            platforms="Server",
            owner="Trail Club",
        ),
        Event(
            "Reward Redeemed 2026-10-01",
            "Points are exchanged for a reward",
            "reward_id! loyalty_points! points_balance!",
            status="Planned",
            owner="Trail Club",
            ticket="CLUB-40",
        ),
    ),
)
OUTDOORS = Section(
    "Trails and rental",
    (
        Event(
            "Trail Planned",
            "A route is saved with a day",
            "trail_id! trail_name trail_difficulty distance_km ascent_m planned_for! party_size "
            "start_location start_location.lat start_location.lon",
            platforms="iOS, Android",
            owner="App",
        ),
        Event(
            "Trail Completed",
            "A recorded route is finished or stopped",
            "trail_id! distance_km! duration_min! completed!",
            platforms="iOS, Android",
            owner="App",
        ),
        Event(
            "Gear Rented",
            "Rental gear is handed over at the desk",
            "rental_id! product_id! store_id! length! deposit boots_size_eu",
            platforms="Kiosk, Server",
            owner="Stores",
            ticket="STORE-18",
        ),
        Event(
            "Gear Returned",
            "Rental gear is back and was checked",
            "rental_id! store_id! condition! lateDays",
            platforms="Kiosk, Server",
            owner="Stores",
        ),
        Event(
            "Boot Fitting Booked",
            "A fitting appointment is made (replaced by Store Pickup Scheduled)",
            "store_id! pickup_at boots_size_eu",
            status="Deprecated",
            owner="Stores",
        ),
        Event(
            "Experiment Viewed",
            "N/A",
            "experiment_id! variation_name!",
            platforms="Web",
            status="Planned",
            owner="Shop",
        ),
    ),
)
SECTIONS = (FINDING, BASKET, CHECKOUT, MEMBERSHIP, OUTDOORS)
