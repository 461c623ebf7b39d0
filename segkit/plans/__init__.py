"""Reading and writing tracking plans: text or cells in, a `TrackingPlan` out, and back.

`grids` turns files into cells, `tables` understands cells, `documents` understands Segment's own
JSON and Terraform, `foreign` plans of other tools, `writing` goes the other way. No connection is
opened here.
"""
