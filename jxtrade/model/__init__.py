"""The domain as frozen values: period, plan, tasks, submissions."""
