"""The addresses below ``/api/hsds/``, as HSDS names them."""

from dataclasses import dataclass

_PAGED = ("page", "per_page", "format")
_TAXONOMY = ("taxonomy_term_id", "taxonomy_id")


@dataclass(frozen=True)
class Endpoint:
    """A list and, below it, its entries by id."""

    path: str
    shape: str
    title: str
    parameters: tuple[str, ...]


ENDPOINTS = {
    endpoint.path: endpoint
    for endpoint in (
        Endpoint("services", "service", "サービス", ("search", *_PAGED, *_TAXONOMY, "organization_id", "modified_after", "minimal", "full")),
        Endpoint("organizations", "organization", "組織", ("search", *_PAGED, *_TAXONOMY, "modified_after", "full")),
        Endpoint("locations", "location", "窓口（場所・電話・オンライン）", ("search", *_PAGED, *_TAXONOMY, "organization_id", "modified_after", "full", "postcode", "municipality", "proximity")),
        Endpoint("service_at_locations", "service_at_location", "窓口ごとのサービス", ("search", *_PAGED, *_TAXONOMY, "organization_id", "modified_after", "full", "postcode", "municipality", "proximity")),
        Endpoint("taxonomies", "taxonomy", "分類", ("search", *_PAGED)),
        Endpoint("taxonomy_terms", "taxonomy_term", "分類の語", ("search", *_PAGED, "taxonomy_id", "parent_id", "top_only")),
    )
}  # fmt: skip
