"""Terraform's files and its JSON: the tracking plans among their resources."""
