"""How long the program takes, as ratios of one run."""
