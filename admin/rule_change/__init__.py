"""A change of the law's rows: read from a file, checked like the seeds, and what it would change, in words."""
