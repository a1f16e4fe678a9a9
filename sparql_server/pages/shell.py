"""What every page has around it: name, search, menu, footer; and how a page is made and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, current_app, make_response, render_template, request

from sparql_server.pages.addresses import exists, is_web, names, page_of, root
from sparql_server.site import Site
from sparql_server.views.responses import keep_page
from sparql_server.views.service import service

T = TypeVar("T")
REMEMBERED = "sparql_server.remembered"


@dataclass(frozen=True)
class Door:
    """An entry of the menu, there where the application has the page and the data what it shows."""

    endpoint: str
    to: str
    name: str
    needs: str = ""  # a kind of the site, without which the page would be empty


MENU = (
    Door("conditions.page", "conditions", "Culture checker", "culture"),
    Door("cascade.page", "cascade", "Cascade", "statement"),
    Door("tree.page", "tree", "Browse"),
    Door("query.page", "query", "Query"),
    Door("about.page", "about", "About"),
)


def menu() -> list[Door]:
    """Return the doors that lead somewhere."""
    kinds = service().settings.site.kinds
    return [each for each in MENU if exists(each.endpoint) and (not each.needs or each.needs in kinds)]


def site() -> Site:
    """Return the words of the collection that is served."""
    return service().settings.site


def brand() -> str:
    """Return what the collection is called for short."""
    return site().name or service().settings.title


def page(template: str, version: int | None = None, links: Iterable[str] = (), **told: Any) -> Response:
    """Render a page with *links* in its head; one of the data of *version* is kept until they change."""
    response = make_response(render_template(template, **told))
    response.headers.extend({"Link": list(links)})
    if version is None:
        return response
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return keep_page(response, version)


def version() -> int:
    """Return which version of the data a page made now tells of; to be asked before the data are."""
    return service().store.version


def remembered(name: str, make: Callable[[], T]) -> T:
    """Return what *make* makes, made once in each version of the data."""
    now, kept = version(), current_app.extensions.setdefault(REMEMBERED, {})
    if kept.get(name, (0,))[0] != now:
        kept[name] = (now, make())
    found: T = kept[name][1]
    return found


def surround() -> dict[str, Any]:
    """Tell templates what every page needs."""
    return {
        "root": root(),
        "brand": brand(),
        "site": site(),
        "menu": menu(),
        "here": request.path.strip("/").partition("/")[0],
        "page_of": page_of,
        "short": names().short,
        "curie": names().curie,
        "is_web": is_web,
        "has": lambda name: f"{name}.page" in current_app.view_functions,
    }


def furnish(app: Flask) -> None:
    """Have the templates of *app* know what every page needs."""
    app.context_processor(surround)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
