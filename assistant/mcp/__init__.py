"""The interface for other agents: tools that ask, search and show clauses, by the Model Context Protocol."""
