"""``python -m lifonto`` is the command line."""

from lifonto.cli import main

main()
