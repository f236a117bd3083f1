"""Floor 3: archive, index, query, jobs and the HTTP API."""
