"""What follows: classification, relation graph, justification."""

from lifonto.reason.reasoners.classification import Inferences, classify

__all__ = ["Inferences", "classify"]
