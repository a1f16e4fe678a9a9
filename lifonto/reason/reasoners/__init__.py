"""What reasoners say: the hierarchy, the links between classes, what is entailed."""
