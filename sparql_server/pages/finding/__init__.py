"""What the things that are served are called, and an index of it that is kept up to date."""
