"""Keep the published marts fresh between builds: docs/decisions/0029-live-marts.md."""
