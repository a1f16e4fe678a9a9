"""What pages show, read from the data: things, findings, terms, references, each as a value."""
