"""Floor 4: pages, templates, command line; the only place that puts the parts together."""
