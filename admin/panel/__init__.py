"""The SQLAdmin site: every table listed, searched, created, edited and deleted by people."""
