"""How the API pages are made: ``sphinx-build -W --keep-going -b html docs/api build/api``."""

from importlib.metadata import version as installed

project = "lifonto"
author = "The lifonto contributors"
release = version = installed("lifonto")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
html_theme = "furo"
html_title = "lifonto"
html_show_copyright = False
autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_default_options = {"undoc-members": False}
autodoc_typehints_description_target = "documented"
nitpicky = False
