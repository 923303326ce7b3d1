"""All figures in one record, what explains them, and the disagreements themselves."""
