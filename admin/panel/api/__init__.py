"""The published marts for programs: read-only, over HTTP, each as the user whose token it sends (docs/api.md)."""
