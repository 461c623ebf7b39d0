"""Code for the customer to copy: initialisation and calls, in every library of Segment.

`payload` composes an example call that the plan accepts, `violations` says where a call breaks
the plan, `languages` writes both as code.
"""
