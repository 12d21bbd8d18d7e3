"""The database server, its schema and content, and the building and publishing of the marts."""
