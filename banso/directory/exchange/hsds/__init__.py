"""The directory as Open Referral HSDS 3 has it.

Ours → theirs: organisation → organization, window → location, service → service, service at a window →
service_at_location, catchment → service_area, change → metadata. What is not known is left out; a required text that
nobody knows is empty. Ids are UUIDs made from ours, the same in every export.
"""

from banso.directory.exchange.hsds.entities import Shapes
from banso.directory.exchange.hsds.ids import uuid_of
from banso.directory.exchange.hsds.taxonomies import Taxonomies
from banso.directory.exchange.hsds.whole import whole

__all__ = ["Shapes", "Taxonomies", "uuid_of", "whole"]
