"""PDF by Typst: tagged, with Japanese as its language, and the bundled font alone."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst
from noto_cjk_sans_jp_regular import FONT_PATH

from banso.council.layout import facts, sections

TEMPLATE = Path(__file__).with_name("paper.typ")
# PDF/UA-1: what screen readers need (tags, language, title, alternative texts) is checked while compiling.
STANDARD: Literal["ua-1"] = "ua-1"


def make(content: Mapping[str, Any], charts: Mapping[str, str]) -> bytes:
    """The bytes of the .pdf. ``charts`` holds the SVG of each chart, by group."""
    data = {
        "document": content["document"],
        "facts": facts(content),
        "sections": [asdict(section) for section in sections(content)],
        "charts": dict(charts),
    }
    compiler = typst.Compiler(
        input=str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(Path(str(FONT_PATH)).parent)],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
    )
    pdf = compiler.compile(
        format="pdf",
        pdf_standards=[STANDARD],
        timestamp=datetime.fromisoformat(content["document"]["printed_at"]),
    )
    assert isinstance(pdf, bytes)
    return pdf
