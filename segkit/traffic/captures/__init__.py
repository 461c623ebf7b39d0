"""Captures of any form, told by their content and read call by call."""
