"""The marts as of any day, from the records as they were known at any moment: docs/decisions/0034-two-dates.md."""
