"""Every page of the release is read: all render, no link inside leads nowhere, and no IRI stands for a name."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
PICTURE = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')
SHOWN_IRI = re.compile(r"https?://|urn:|_:[A-Za-z0-9]")
DATA = re.compile(r"\.(ttl|jsonld|json)$|tree\?at=|form=|[?&](theme|state)=|why\?sub=")
THREADS, EVERY = 4, 50  # of the links to the same as data and to why, which are made alike, one in so many is tried


@dataclass
class Crawl:
    """What was found: pages that did not render, links inside, and names that are no names."""

    read: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    bare: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def crawl(pages: FlaskClient) -> Crawl:
    """Read every page that the sitemap lists."""
    found, root = Crawl(), "http://localhost"
    sitemap = ElementTree.fromstring(pages.get("/sitemap.xml").data)
    every = [str(each.text).removeprefix(root) for each in sitemap.iter() if each.tag.endswith("}loc")]

    def read(path: str) -> None:
        answer = pages.application.test_client().get(path, headers=HTML)
        if answer.status_code != 200:
            found.broken.append(f"{path}: {answer.status}")
            return
        found.read.add(unquote(path))
        for href, inside in LINK.findall(answer.text):
            href, name = href.replace("&amp;", "&"), TAG.sub("", PICTURE.sub(r"\1", inside)).strip()
            if SHOWN_IRI.search(name) or not name:
                found.bare.append(f"{path}: {name!r} -> {href}")
            if not re.match(r"[a-z]+:|#", href):
                found.links.setdefault(urldefrag(urljoin(path, href)).url, path)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(read, every))
    return found


def test_every_page_of_the_sitemap_renders(crawl: Crawl) -> None:
    assert not crawl.broken
    assert len(crawl.read) > 2000


def test_no_link_inside_leads_nowhere(pages: FlaskClient, crawl: Crawl) -> None:
    others = {link: page for link, page in crawl.links.items() if unquote(link) not in crawl.read}
    data = [link for link in others if DATA.search(link)]
    others = {link: page for link, page in others.items() if not DATA.search(link) or link in data[::EVERY]}

    def look(link: str) -> tuple[str, int]:
        with closing(pages.application.test_client().get(link, headers=HTML)) as answer:  # some come as files
            return link, answer.status_code

    with ThreadPoolExecutor(THREADS) as threads:
        states = dict(threads.map(look, others))
    assert not [f"{others[link]} -> {link}: {state}" for link, state in states.items() if state not in {200, 301, 303}]


def test_no_address_stands_where_a_name_should(crawl: Crawl) -> None:
    assert not crawl.bare
