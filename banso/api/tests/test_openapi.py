"""The OpenAPI document is what the interface does: requests made from it are answered as it says."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from banso.directory.tests.world import fill

pytestmark = pytest.mark.django_db
CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance)


@pytest.fixture
def application(loaded_plan):
    """The site as a server runs it, within the test's own transaction: Django's own client does the same."""
    fill(loaded_plan)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_requests_made_from_the_document_are_answered_as_it_says(application):
    schema = schemathesis.openapi.from_wsgi("/api/hsds/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 13
    for operation in operations:

        def ask(case):
            case.call_and_validate(checks=CHECKS)

        thrifty = settings(
            max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
        )
        thrifty(given(case=operation.as_strategy())(ask))()
