"""Did the plan do it? Which method may be used when, its estimate, and how much evidence it is."""
