"""Question sets and qrels -> run -> scores."""
