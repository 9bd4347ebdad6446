"""Workspace and lines become reports: one file per question."""
