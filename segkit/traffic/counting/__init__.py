"""Calls counted: each judged by the plan, each copy once, in as many processes as there are."""
