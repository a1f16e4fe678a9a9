"""What follows: classification, relation graph, justification."""
