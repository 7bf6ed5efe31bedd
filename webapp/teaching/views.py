"""Teaching: what instructors do. Each module registers its routes."""

from webapp.teaching import decks as decks
from webapp.teaching import decks_editor as decks_editor
from webapp.teaching import decks_passage as decks_passage
from webapp.teaching import decks_review as decks_review
from webapp.teaching import decks_versions as decks_versions
from webapp.teaching import documents as documents
from webapp.teaching import documents_approval as documents_approval
from webapp.teaching import documents_changes as documents_changes
from webapp.teaching import documents_held as documents_held
from webapp.teaching import reports as reports
from webapp.teaching.blueprint import bp as bp
