"""Answers about Chinese industrial policy, each sentence cited to the clause."""

__version__ = "0.1.0"
