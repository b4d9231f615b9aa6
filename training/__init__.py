"""Training of the tone scorers that the package ships; not part of the package."""
