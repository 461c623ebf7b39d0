"""A `TrackingPlan` in another form, together with what that form cannot carry."""
