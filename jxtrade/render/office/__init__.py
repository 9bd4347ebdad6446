"""What the office formats share: their archives and their charts."""
