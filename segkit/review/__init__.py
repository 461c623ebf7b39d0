"""The plan reviewed: what in it will hurt, where, why, and what would mend it.

`checks/` asks the questions, each with the least evidence at which it speaks; `reviewing` puts them
to a plan and `score` sums up. Nothing here reads a file that is not segkit's own, nothing changes
a plan: what a finding proposes is data (`segkit.model.change`).
"""
