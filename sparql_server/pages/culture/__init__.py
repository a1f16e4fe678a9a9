"""The page of the culture checker."""
