"""The invented customer of the demo engagement: Quillmoor Supply, an outdoor-gear shop.

Everything here is made up, except what the public Segment catalog says about a tool.
`workspace` assembles the Public API objects, `book` draws the tracking-plan workbook.
"""
