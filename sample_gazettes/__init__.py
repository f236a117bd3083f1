"""Drawn sample gazettes with their truth: invented texts, real layouts."""
