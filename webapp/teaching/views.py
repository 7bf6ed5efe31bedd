"""Teaching: what instructors do. Each module registers its routes."""

import webapp.teaching.decks.editor
import webapp.teaching.decks.index
import webapp.teaching.decks.passage
import webapp.teaching.decks.review
import webapp.teaching.decks.versions
import webapp.teaching.documents.approval
import webapp.teaching.documents.changes
import webapp.teaching.documents.held
import webapp.teaching.documents.index
import webapp.teaching.documents.versions
import webapp.teaching.reports  # noqa: F401
from webapp.teaching.blueprint import bp as bp
