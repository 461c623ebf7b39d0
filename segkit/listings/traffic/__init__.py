"""Results of captured traffic as text, and in the forms that CI reads."""
