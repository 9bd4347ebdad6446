"""What is written to disk: whole files, new workspaces, blanks, times of receipt."""
