"""Questions of assistants: eight tools that only read, whose answers are bounded and say what they rest on.

``tools.toml`` says what each tool is called, does and takes; ``tools`` answers, and ``telling`` puts answers together.
"""
