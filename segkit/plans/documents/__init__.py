"""Plans that say themselves what they mean: Segment's JSON in every form, and Terraform."""
