"""What mappings of Actions destinations make of a call, without a call at hand.

`directives` says what each field of a mapping reads; behind it Segment's mapping kit is run on a
call of which only the places are known. `sending` reads the settings beside the fields.
"""
