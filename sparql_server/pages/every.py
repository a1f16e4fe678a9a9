"""Every page, in the order in which addresses are tried; what leads from other addresses comes last."""

from __future__ import annotations

from sparql_server.pages.about import about
from sparql_server.pages.cascade.page import cascade
from sparql_server.pages.crawlers import crawlers
from sparql_server.pages.culture.page import conditions
from sparql_server.pages.front import front
from sparql_server.pages.local import local
from sparql_server.pages.openapi import openapi
from sparql_server.pages.query.page import query
from sparql_server.pages.reference import reference
from sparql_server.pages.search import search
from sparql_server.pages.statement import statement
from sparql_server.pages.summary import summary
from sparql_server.pages.term import term
from sparql_server.pages.tree import tree
from sparql_server.pages.why.page import why

PAGES = (
    front,
    search,
    term,
    statement,
    reference,
    tree,
    query,
    why,
    conditions,
    cascade,
    about,
    summary,
    openapi,
    crawlers,
    local,
)
