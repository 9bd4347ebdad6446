"""Reports and findings become bytes: one file per format. They draw and do not reckon."""
