"""What a page needs beyond the explanation itself: moments as moments, and who may open a return."""

from datetime import datetime
from typing import Any

from banso.access.roles import Act
from banso.access.rules import Member, may


def for_page(told: dict[str, Any], member: Member) -> dict[str, Any]:
    """The explanation with, at each step, whether ``member`` may open the return, and the caption of its table."""
    steps = [
        step
        | {
            "may_open": bool(step["url"]) and may(member, Act.SEE_RETURNS, step["organisation"]),
            "learned_at": datetime.fromisoformat(step["learned"]),
            "caption": f"{step['organisation_name']} {step['return']}の変わった値（{place}）",
        }
        for place, step in enumerate(told["steps"], start=1)
    ]
    return told | {"steps": steps}
