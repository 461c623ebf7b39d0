"""Every property of the Track tab, described once."""

from __future__ import annotations

from demo_data.plan_shapes import Property

ORDER_STATES = "placed, packed, shipped, delivered"
TIERS = "Free, Ridge, Summit"

PROPERTIES: dict[str, Property] = {
    "product_id": Property("string", "The product, independent of size and colour", "prd_40817"),
    "sku": Property("string", "The exact article: product, size and colour", "QM-40817-M-MOSS"),
    "name": Property(
        "string", "Product name as the customer sees it", "Fellside Waterproof Jacket"
    ),
    "brand": Property("string", "Maker of the product", "Quillmoor"),
    "category": Property(
        "string", "Category path, from wide to narrow", "Clothing/Jackets/Waterproof"
    ),
    "variant": Property("string", "Size and colour in words", "Medium, Moss"),
    "price": Property("number", "Price of one piece, with tax, before discounts", 189.0),
    "quantity": Property("integer", "How many pieces", 1),
    "currency": Property("string", "Three-letter code of the currency", "GBP", "GBP, EUR"),
    "value": Property("number", "Price times quantity, what analytics tools count", 189.0),
    "position": Property("integer", "Place in the list, counted from 1", 3),
    "url": Property(
        "string", "Address of the product page", "https://www.quillmoor.example/p/40817"
    ),
    "in_stock": Property(
        "boolean", "Whether the chosen article can be shipped today", example=True
    ),
    "query": Property("string", "What was typed, trimmed, in lower case", "waterproof jacket"),
    "results_count": Property("integer", "How many products were found", 42),
    "list_id": Property("string", "The list shown", "jackets-men"),
    "filters": Property("array", "Filters that are switched on"),
    "filters.$.type": Property(
        "string", "What is filtered by", "size", "size, colour, price, activity"
    ),
    "filters.$.value": Property("string", "The chosen value", "M"),
    "sort_by": Property("string", "Order of the list", "price", "price, newest, rating, relevance"),
    "products": Property("array", "One entry per line of the basket or order"),
    "products.$.product_id": Property("string", "The product of this line", "prd_40817"),
    "products.$.sku": Property("string", "The exact article of this line", "QM-40817-M-MOSS"),
    "products.$.name": Property("string", "Its name", "Fellside Waterproof Jacket"),
    "products.$.price": Property("number", "Price of one piece", 189.0),
    "products.$.quantity": Property("integer", "How many pieces", 1),
    "products.$.category": Property("string", "Its category path", "Clothing/Jackets/Waterproof"),
    "cart_id": Property("string", "The basket; stays the same until it is ordered", "crt_77120c"),
    "wishlist_id": Property("string", "The wish list", "wsh_1904"),
    "promotion_id": Property("string", "The promotion", "spring-boots-2026"),
    "creative": Property("string", "Which picture or text was shown", "hero-boots-a"),
    "checkout_id": Property("string", "One run through the checkout", "chk_5b21"),
    "step": Property("integer", "Step of the checkout, counted from 1", 2),
    "shipping_method": Property(
        "string", "How the order travels", "store_pickup", "standard, express, store_pickup"
    ),
    "payment_method": Property(
        "string", "How it is paid", "card", "card, paypal, gift_card, invoice"
    ),
    "order_id": Property("string", "Order number as printed on the receipt", "QM-2026-118204"),
    "affiliation": Property("string", "Where the order was placed", "Quillmoor online shop"),
    "total": Property("number", "What the customer pays: goods, shipping and tax", 201.95),
    "subtotal": Property("number", "Goods after discounts, before shipping and tax", 170.1),
    "revenue": Property(
        "number", "Goods before shipping and tax; the figure finance reports", 170.1
    ),
    "shipping": Property("number", "Shipping cost", 4.95),
    "tax": Property("number", "Tax contained in the total", 33.66),
    "discount": Property("number", "Sum of all discounts", 18.9),
    "coupon": Property("string", "Code that was used", "FIRSTHIKE10"),
    "deny_reason": Property(
        "string", "Why the code was refused", "expired", "expired, unknown, not_member"
    ),
    "is_first_order": Property(
        "boolean", "Whether it is the customer's first order", example=False
    ),
    "order_status": Property("string", "Where the order stands", "packed", ORDER_STATES),
    "ordered_at": Property("date-time", "When the order was placed (UTC)", "2026-11-09T14:03:22Z"),
    "delivery_date": Property("Date", "Promised day of delivery", "2026-11-12"),
    "refund_reason": Property(
        "string", "Why money was paid back", "wrong_size", "wrong_size, faulty, changed_mind, late"
    ),
    "store_id": Property("string", "The store", "store_hexham"),
    "store_name": Property("string", "Name on the shop front", "Quillmoor Hexham"),
    "pickup_at": Property("date-time", "Start of the pickup slot (UTC)", "2026-11-14T10:00:00Z"),
    "membership_id": Property("string", "Number on the membership card", "QTC-0045127"),
    "membership_tier": Property("enum", "Level of the Trail Club", "Ridge", TIERS),
    "previous_tier": Property("enum", "Level before the change", "Free", TIERS),
    "billing_period": Property("string", "How often the fee is due", "yearly", "monthly, yearly"),
    "is_trial": Property("boolean", "Whether the first month is free", example=True),
    "cancel_reason": Property(
        "string", "Reason picked from the list", "too_expensive", "too_expensive, moved, other"
    ),
    "loyalty_points": Property("int", "Points moved by this event", 189),
    "points_balance": Property("integer", "Points after this event", 1240),
    "reward_id": Property("string", "The reward", "rwd_free_waxing"),
    "trail_id": Property("string", "The trail", "trl_hadrians_edge"),
    "trail_name": Property("string", "Its name", "Hadrian's Edge"),
    "trail_difficulty": Property("string", "How hard it is", "moderate", "easy, moderate, hard"),
    "distance_km": Property("number", "Length of the route in kilometres", 14.2),
    "ascent_m": Property("integer", "Metres of climb", 430),
    "planned_for": Property("string", "Day of the outing (ISO 8601)", "2026-11-21"),
    "party_size": Property("integer", "How many people go", 3),
    "start_location": Property("object", "Where the route starts"),
    "start_location.lat": Property("number", "Latitude, two decimals only", 54.99),
    "start_location.lon": Property("number", "Longitude, two decimals only", -2.36),
    "duration_min": Property("integer", "Minutes from start to finish", 255),
    "completed": Property("boolean", "Whether the whole route was walked", example=True),
    "rental_id": Property("string", "The rental agreement", "rnt_20415"),
    "length": Property("integer", "Days agreed", 4),
    "deposit": Property("number", "Deposit held", 80.0),
    "condition": Property(
        "string", "State of the gear on return", "good", "as_new, good, worn, damaged"
    ),
    "lateDays": Property("integer", "Days overdue; 0 when on time", 0),
    "boots_size_eu": Property("number", "European shoe size, halves allowed", 42.5),
    "method": Property("string", "How it was done", "email", "email, apple, google, store_desk"),
    "share_via": Property(
        "string", "Where it was shared", "message", "message, email, Email, copy_link"
    ),
    "rating": Property("integer", "Stars, 1 to 5", 5),
    "review_id": Property("string", "The review", "rev_9921"),
    "experiment_id": Property("string", "The test", "checkout-one-page"),
    "variation_name": Property("string", "The variant shown", "one page"),
}
