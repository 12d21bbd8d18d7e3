"""Signing in: cookies, sessions kept by the server, forged requests, guessing, one-time links, identity providers."""
