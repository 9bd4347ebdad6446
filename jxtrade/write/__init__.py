"""What is written to disk: files whole or not at all, new workspaces, blank submissions."""
