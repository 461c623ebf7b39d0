"""Segment's Public API: reading a workspace and a plan from it, and its objects as the model.

`client` and what is around it open connections; `document` and `objects` read what the API
answers, also from a file; `secrets` takes out what must not be written to disk.
"""
