"""Questions about class expressions, and the model that answers most of them without classifying anew."""
