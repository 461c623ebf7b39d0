"""What our team has learnt about tools, in the form of segkit's own knowledge."""

from __future__ import annotations

from importlib.resources import files

FOLDER = files(__name__)
