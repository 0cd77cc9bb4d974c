"""Who goes to which session of the training day: the best day there is, why, and what happens when a session is lost."""
