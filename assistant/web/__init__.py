"""The page: a question, its answer, and the clause beside it in both languages."""
