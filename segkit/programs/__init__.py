"""Programs of this computer that segkit starts: a browser that prints, JupyterLab, Voilà."""
