"""From clauses to an index: passages, the encoder, FAISS and BM25, generations on disk."""
