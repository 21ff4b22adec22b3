"""Judging rules by facts that may be unknown. Pure: no Django."""
