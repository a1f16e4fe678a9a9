"""What a server tells programs about its data: prefixes, classes with their properties, and questions to begin with."""
