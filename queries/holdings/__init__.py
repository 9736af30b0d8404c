"""What is held: regions, agencies, policies, coverage."""
