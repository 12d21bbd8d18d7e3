"""Work that nobody waits for: builds by the clock and on demand, in a queue: docs/decisions/0033-jobs.md."""
