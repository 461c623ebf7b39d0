"""Environments are read out of labels, names and slugs."""

from __future__ import annotations

import pytest

from segkit.derive.wording import (
    canonical,
    environment_in,
    environment_labels,
    without_environment,
)
from segkit.model.workspace import Label


@pytest.mark.parametrize(
    ("text", "environment", "product"),
    [
        ("Web shop (prod)", "prod", "Web shop"),
        ("web-shop dev", "dev", "web shop"),
        ("web_shop_stg", "staging", "web shop"),
        ("Trail app iOS - prod", "prod", "Trail app iOS"),
        ("[PROD] Web shop", "prod", "Web shop"),
        ("Shop: Pre-Production", "staging", "Shop"),
        ("Web – prod – US", "prod", "Web – US"),
        ("Shop dev2", "dev", "Shop"),
        ("Web (staging env)", "staging", "Web"),
        ("Web (test env)", "staging", "Web"),
        ("Shop_PROD_EU", "prod", "Shop EU"),
        ("shop.staging.ios", "staging", "shop ios"),
        ("Shop - Live", "prod", "Shop"),
        ("non-prod web", "nonprod", "web"),
        ("Billing (all environments)", "all", "Billing"),
        ("Billing (dev and prod)", "all", "Billing"),
        ("Trail app iOS (classic)", "", "Trail app iOS (classic)"),
        ("Live chat", "", "Live chat"),
        ("Product devices", "", "Product devices"),
        ("Production", "prod", ""),
    ],
)
def test_a_name_is_split_into_product_and_environment(
    text: str, environment: str, product: str
) -> None:
    """Whole words only, and ordinary words such as live only where they end the name."""
    assert environment_in(text)[0] == environment
    assert without_environment(text) == product


def test_an_unknown_word_stays_the_customers() -> None:
    """What segkit does not know is not bent into what it knows."""
    assert canonical("Perf-Lab") == "perf-lab"
    assert canonical("Shared") == "all"


def test_a_label_without_a_value_names_no_environment() -> None:
    """Then the name tells."""
    assert environment_labels((Label("environment", " "),)) == ()


def test_the_surest_label_comes_first() -> None:
    """A tier is an environment only when its value is one."""
    labels = (Label("tier", "gold"), Label("stage", "qa"), Label("Environment", "Prod"))

    found = environment_labels(labels)

    assert [str(label) for label in found] == ["Environment:Prod", "stage:qa"]
