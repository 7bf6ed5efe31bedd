"""Teaching: what instructors do. Each module registers its routes."""

from webapp.teaching import reports as reports
from webapp.teaching.blueprint import bp as bp
