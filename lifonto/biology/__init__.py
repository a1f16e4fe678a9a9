"""What the statement records mean together: effects and the routes they take."""
