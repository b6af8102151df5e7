"""Constant vectors that every language of the project reads."""
