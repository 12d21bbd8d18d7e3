"""Which rows of the published marts moved, and because of which edit: docs/decisions/0038-change-feed.md."""
