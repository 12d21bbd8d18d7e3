"""The page of what moved in the marts: which rows, from what to what, and because of which edit."""
