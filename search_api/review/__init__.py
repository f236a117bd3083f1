"""What the machine is not sure of, and what clerks say about it."""
