"""Everything that runs: the command line, the panel, the portal and the warehouse. It may import `models`."""
