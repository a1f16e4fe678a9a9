"""Answers: the store, competency questions, quality checks, descriptions of terms."""
