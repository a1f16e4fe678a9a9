"""A release as others take it over: its files with checksums, an RO-Crate, w3id's rules, a record for Bioregistry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lifonto.tables.metadata import Metadata

MEDIA_TYPES = {
    "owl": "application/rdf+xml",
    "ttl": "text/turtle",
    "ofn": "text/owl-functional",
    "obo": "text/obo",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "tsv": "text/tab-separated-values",
    "md": "text/markdown",
    "sha256": "text/plain",
}
NEGOTIATED = {  # the media types that w3id's rules tell apart, and the file each leads to
    "text/turtle": "lifonto.ttl",
    "text/owl-functional": "lifonto.ofn",
    "text/obo": "lifonto.obo",
    "application/json": "lifonto.json",
}
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PATTERN = r"^\d{7}$"


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of each file, as ``sha256sum --check`` reads them."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())
    ).encode()


def crate(files: Mapping[str, bytes], metadata: Metadata) -> bytes:
    """Return the metadata of an RO-Crate 1.1 with *files*."""
    descriptor: dict[str, Any] = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": metadata.title,
        "description": metadata.description,
        "identifier": metadata.version_iri,
        "version": metadata.version,
        "datePublished": metadata.version,
        "license": {"@id": metadata.license},
        "hasPart": [{"@id": name} for name in sorted(files)],
    }
    parts = [part(name, content) for name, content in sorted(files.items())]
    licence = {"@id": metadata.license, "@type": "CreativeWork", "name": metadata.license}
    document = {"@context": CONTEXT, "@graph": [descriptor, root, licence, *parts]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def part(name: str, content: bytes) -> dict[str, Any]:
    """Return what a crate says of one file."""
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "encodingFormat": MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream"),
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def htaccess(metadata: Metadata, at: str) -> bytes:
    """Return w3id's rules for IRIs of the ontology, whose releases are at the address *at*, a folder for each date."""
    names, newest = r"(?:LIF[OS]_\d+)?", f"{at.rstrip('/')}/{metadata.version}"
    lines = [
        f"# {metadata.iri} leads to the release of {metadata.version}; a dated address to the release of that day.",
        "Options +FollowSymLinks",
        "RewriteEngine on",
        rf"RewriteRule ^releases/(\d{{4}}-\d\d-\d\d)/?$ {at.rstrip('/')}/$1/lifonto.owl [R=302,L]",
        rf"RewriteRule ^releases/(\d{{4}}-\d\d-\d\d)/([\w.-]+)$ {at.rstrip('/')}/$1/$2 [R=302,L]",
        rf"RewriteRule ^(lifonto\.\w+|context\.jsonld)$ {newest}/$1 [R=302,L]",
    ]
    for media_type, file in NEGOTIATED.items():
        lines.append(f"RewriteCond %{{HTTP_ACCEPT}} {media_type.replace('.', chr(92) + '.')}")
        lines.append(rf"RewriteRule ^{names}$ {newest}/{file} [R=303,L]")
    lines.append(rf"RewriteRule ^{names}$ {newest}/lifonto.owl [R=303,L]")
    return "".join(f"{line}\n" for line in lines).encode()


def bioregistry(metadata: Metadata, prefixes: Mapping[str, str], example: str) -> bytes:
    """Return a record for Bioregistry; a contact, which it asks for, is nobody's yet."""
    space = prefixes["LIFO"]
    record = {
        "name": metadata.title,
        "description": metadata.description,
        "homepage": metadata.iri,
        "license": metadata.license,
        "version": metadata.version,
        "pattern": PATTERN,
        "uri_format": f"{space}$1",
        "rdf_uri_format": f"{space}$1",
        "example": example,
        "preferred_prefix": "LIFO",
        **{f"download_{form}": f"{metadata.iri}lifonto.{form}" for form in ("owl", "obo", "json")},
    }
    return (json.dumps({"lifo": record}, ensure_ascii=False, indent=1) + "\n").encode()
