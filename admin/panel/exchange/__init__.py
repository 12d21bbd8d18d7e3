"""Tables as files and files as tables: what the pages and the command line share of export and import."""
