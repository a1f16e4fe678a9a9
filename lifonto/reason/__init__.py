"""What follows: classification, relation graph, justification."""

from lifonto.reason.classification import Inferences, classify

__all__ = ["Inferences", "classify"]
