"""Content and the library that reads it: documents, decks, anchors, grading. No web, no database."""
