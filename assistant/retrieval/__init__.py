"""A question -> ranked clauses: scope, terms and vectors, fusion; knows no answer."""
