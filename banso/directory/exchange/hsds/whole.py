"""Everything in one JSON document: services with all that belongs to them, organisations, taxonomies."""

from collections.abc import Sequence
from typing import Any

from banso.directory.exchange import public
from banso.directory.exchange.hsds.entities import Shapes, by_entry
from banso.directory.exchange.hsds.parts import moment
from banso.directory.exchange.hsds.taxonomies import Taxonomies
from banso.directory.exchange.public import Edit, PublicDirectory

VERSION = "3.1"


def whole(directory: PublicDirectory, edits: Sequence[Edit] = ()) -> dict[str, Any]:
    """``services``, ``organizations`` (with their locations), ``taxonomies`` and ``taxonomy_terms``, as HSDS compiles them.

    The first members are about the file itself.
    """
    taxonomies = Taxonomies.of(directory)
    shapes = Shapes(directory, taxonomies, by_entry(public.edits(edits, directory)))
    return {
        "version": VERSION,
        "name": f"{directory.area_name} {directory.plan_title}",
        "license": directory.licence,
        "generated_at": moment(directory.made_at),
        "sample": directory.has_samples,
        "services": [shapes.service(service, full=True) for service in directory.services.values()],
        "organizations": [shapes.organization(body, full=True) for body in directory.bodies.values()],
        "taxonomies": list(taxonomies.taxonomies.values()),
        "taxonomy_terms": list(taxonomies.terms.values()),
    }
