"""The adapter for OpenSearch: a cluster, for real installations."""
