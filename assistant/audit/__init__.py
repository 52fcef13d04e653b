"""Checking somebody's memo: its claims about the plans, each confirmed, contradicted or not found."""
