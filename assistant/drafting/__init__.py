"""A language model as an option: it drafts from the clauses that may answer, and the verifier decides."""
