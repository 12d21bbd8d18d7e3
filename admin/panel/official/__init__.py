"""The official lists, ready to sign: what each holds, and how it is written for a spreadsheet and for paper."""
