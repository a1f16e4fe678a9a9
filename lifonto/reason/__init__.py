"""An OWL reasoner's workbench: reads ontologies whole, reasons with several back ends, explains and compares.

It knows nothing of LIF, of HTTP, or of a release.
"""
