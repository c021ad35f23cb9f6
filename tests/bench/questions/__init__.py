"""The five questions: what each server is asked, in its own words, and with which variables."""

from bench.questions.asking import Variables, variables_for
from bench.questions.normal import normal
from bench.questions.texts import QUESTIONS, Question, text_of

__all__ = ["QUESTIONS", "Question", "Variables", "normal", "text_of", "variables_for"]
