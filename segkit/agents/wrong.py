"""What is raised when a tool or prompt was asked what it cannot answer."""

from __future__ import annotations


class AskedWrongError(Exception):
    """An argument that cannot be answered; its text says which, and what would be right."""
