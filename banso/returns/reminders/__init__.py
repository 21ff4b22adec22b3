"""Reminders to the bodies that are late: whom, with which words, and when it was done last."""
