"""The query path: request, analysis, plan, hits; none of it knows an engine."""
