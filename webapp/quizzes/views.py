"""Quizzes: what is offered, made and set; taking them; results. Each module registers its routes."""

from webapp.quizzes import defining as defining
from webapp.quizzes import instructing as instructing
from webapp.quizzes import making as making
from webapp.quizzes import offers as offers
from webapp.quizzes import results as results
from webapp.quizzes import scores as scores
from webapp.quizzes import taking as taking
from webapp.quizzes.blueprint import bp as bp
