"""Plans that customers bring from other tools, for those who migrate to Segment.

One module per tool, each with a `PlanFormat`; `segkit.plans.formats` lists them. What has no
counterpart in Segment stays in the report, in `Rule.labels`, or in `Rule.extra`.
"""
