"""What lies beside and over the cells of an .xlsx: comments, pictures, shapes."""

import re
from xml.etree.ElementTree import Element, fromstring

from banso.returns.workbook.book import Comment, Picture, Place, place_of

Relations = dict[str, tuple[str, str]]

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_KINDS = {"pic": "画像", "graphicFrame": "グラフなどの図", "sp": "図形", "cxnSp": "線", "grpSp": "図形"}
# Old-style controls and pictures; a note's own box is one as well and is read as a comment.
_OLD_SHAPE = re.compile(rb'ObjectType="(?!Note")(\w+)"')


def comments_of(parts: dict[str, bytes], related: Relations) -> list[Comment]:
    """Notes and threads. Where a cell has a thread, its note only repeats it."""
    notes: dict[Place, Comment] = {}
    threads: dict[Place, Comment] = {}
    for kind, path in related.values():
        if kind == "comments" and path in parts:
            root = fromstring(parts[path])
            authors = [element.text or "" for element in _named(root, "author")]
            for element in _named(root, "comment"):
                author = int(element.get("authorId", "-1"))
                name = authors[author] if 0 <= author < len(authors) else ""
                comment = Comment(_place(element), _words(element, "t"), name)
                notes[comment.place] = comment
        elif kind == "threadedComment" and path in parts:
            for element in _named(fromstring(parts[path]), "threadedComment"):
                place, said = _place(element), _words(element, "text")
                before = threads.get(place)
                threads[place] = Comment(place, f"{before.text}\n{said}" if before else said, "")
    return [comment for _place, comment in sorted((notes | threads).items())]


def pictures_of(parts: dict[str, bytes], related: Relations) -> list[Picture]:
    found = []
    for kind, path in related.values():
        if kind == "drawing" and path in parts:
            root = fromstring(parts[path])
            for anchor in (e for e in root if _local(e) in _ANCHORS):
                names = [_local(element) for element in anchor.iter()]
                what = next((_KINDS[name] for name in names if name in _KINDS), "図")
                ends = [_corner(anchor, "from"), _corner(anchor, "to")]
                found.append(Picture(ends[0], ends[1] or ends[0], what, _words(anchor, "t")))
        elif kind == "vmlDrawing" and path in parts and _OLD_SHAPE.search(parts[path]):
            found.append(Picture(None, None, "古い形式の図やボタン", ""))
    return found


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _named(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if _local(element) == name]


def _place(element: Element) -> Place:
    return place_of(element.get("ref", "").split(":")[0])


def _words(root: Element, name: str) -> str:
    aids = {id(text) for aid in _named(root, "rPh") for text in aid.iter()}
    return "".join(e.text or "" for e in _named(root, name) if id(e) not in aids).strip()


def _corner(anchor: Element, name: str) -> Place | None:
    corner = next((e for e in anchor if _local(e) == name), None)
    if corner is None:
        return None
    values = {_local(e): int(e.text or "0") for e in corner if _local(e) in ("row", "col")}
    return values.get("row", 0) + 1, values.get("col", 0) + 1
