"""Words of tracking plans in many languages, and what headings, titles and names say by them."""
