"""What the interface promises: addresses, parameters, shapes. Views, checks and the OpenAPI document come from these."""

from banso.api.rules.endpoints import ENDPOINTS, Endpoint
from banso.api.rules.parameters import PARAMETERS, Asked, BadRequest, Parameter, asked
from banso.api.rules.shapes import SHAPES

__all__ = ["ENDPOINTS", "PARAMETERS", "SHAPES", "Asked", "BadRequest", "Endpoint", "Parameter", "asked"]
