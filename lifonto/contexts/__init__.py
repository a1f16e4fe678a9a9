"""What a fact found in one setting, stated of the entity in that setting and not of all of its kind."""
