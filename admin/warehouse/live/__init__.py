"""Keep the published marts fresh between builds: docs/decisions/0026-live-refresh.md."""
