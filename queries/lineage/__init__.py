"""Where a policy comes from, and what is cited but not held."""
