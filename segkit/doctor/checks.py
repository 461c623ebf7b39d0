"""The checks, in the order in which they are shown."""

from __future__ import annotations

from segkit.doctor import google, own_files, programs, segment
from segkit.doctor.verdict import Check

_ENGAGEMENT, _SEGMENT, _GOOGLE, _COMPUTER = "Engagement", "Segment", "Google", "This computer"

CHECKS = (
    Check("engagement", _ENGAGEMENT, "Settings", own_files.settings),
    Check("plan", _ENGAGEMENT, "Tracking plan", own_files.plan),
    Check("workspace-file", _ENGAGEMENT, "Workspace file", own_files.workspace_file),
    Check("snapshot", _ENGAGEMENT, "Snapshot", own_files.snapshot),
    Check("notes", _ENGAGEMENT, "Notes", own_files.notes),
    Check("notebook", _ENGAGEMENT, "Notebook", own_files.notebook),
    Check("folder", _ENGAGEMENT, "Folder", own_files.folder),
    Check("token", _SEGMENT, "Token", segment.token),
    Check("keyring", _SEGMENT, "Keyring", segment.keyring),
    Check("workspace", _SEGMENT, "Workspace", segment.workspace),
    Check("region", _SEGMENT, "Region", segment.region),
    Check("sources", _SEGMENT, "Sources", segment.sources),
    Check("write-keys", _SEGMENT, "Write keys (Source Admin)", segment.write_keys),
    Check("destinations", _SEGMENT, "Destinations", segment.door("destinations")),
    Check("mappings", _SEGMENT, "Mappings", segment.door("subscriptions")),
    Check("filters", _SEGMENT, "Destination filters", segment.door("filters")),
    Check("protocols", _SEGMENT, "Protocols (tracking plans)", segment.door("trackingPlans")),
    Check("warehouses", _SEGMENT, "Warehouses", segment.door("warehouses")),
    Check("functions", _SEGMENT, "Functions", segment.door("functions")),
    Check("transformations", _SEGMENT, "Transformations", segment.door("transformations")),
    Check("labels", _SEGMENT, "Labels", segment.door("labels")),
    Check("google", _GOOGLE, "Credentials", google.credentials),
    Check("python", _COMPUTER, "Python", programs.python),
    Check("jupyterlab", _COMPUTER, "JupyterLab", programs.jupyterlab),
    Check("widgets", _COMPUTER, "Widgets", programs.widgets),
    Check("kernel", _COMPUTER, "Kernel", programs.kernel, 60.0),
    Check("exporter", _COMPUTER, "Exporter", programs.exporter),
    Check("pdf", _COMPUTER, "Browser for PDF", programs.chromium),
    Check("agents", _COMPUTER, "Server for coding agents", programs.agents),
    Check("disk", _COMPUTER, "Disk", own_files.disk),
    Check("knowledge", _COMPUTER, "Knowledge of Segment", own_files.knowledge),
)
"""Each `id` is a contract with scripts."""
