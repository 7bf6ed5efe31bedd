"""Decks in the browser: listed, written, checked, reviewed, published, restored."""
