"""PDF by Typst: tagged, with Japanese as its language, and the bundled font alone."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

import typst
from noto_cjk_sans_jp_regular import FONT_PATH

# PDF/UA-1: what screen readers need (tags, language, title, alternative texts) is checked while compiling.
STANDARD: Literal["ua-1"] = "ua-1"


def compiled(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The bytes of the .pdf. The template finds ``data`` as JSON in ``sys.inputs.paper``; ``at`` is its time."""
    compiler = typst.Compiler(
        input=str(template),
        root=str(template.parent),
        font_paths=[str(Path(str(FONT_PATH)).parent)],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
    )
    # Typst takes whole seconds and no named time zone.
    moment = at.replace(microsecond=0, tzinfo=timezone(at.utcoffset() or timedelta()))
    pdf = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment)
    assert isinstance(pdf, bytes)
    return pdf
