"""The seal of an entry: a keyed digest over its content and over the seal before it."""

import hashlib
import hmac
import json

from django.conf import settings

from banso.ledger.models import Entry


def sealed(entry: Entry, previous: str) -> str:
    """The seal of ``entry`` after an entry with the seal ``previous`` (empty before the first): 64 hex digits."""
    fields = [
        previous,
        entry.seq,
        entry.kind,
        entry.occurred_on.isoformat(),
        entry.recorded_at.isoformat(),
        entry.plan,
        entry.subject,
        entry.organisation,
        entry.unit,
        entry.member,
        str(entry.component),
        entry.fiscal_year,
        entry.first_month,
        entry.last_month,
        entry.amount,
        str(entry.status),
        entry.state,
        entry.replaces_id,
        entry.source,
        entry.cell,
    ]
    text = json.dumps(fields, ensure_ascii=False)
    return hmac.new(settings.SEAL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
