"""What the published marts are made of: pages for readers, from what each build wrote down of itself."""
