"""Where each part of a plan document stands in its files."""

from dataclasses import dataclass, field

# The way from the top of the document to a part: keys and positions in lists.
Path = tuple[str | int, ...]


@dataclass
class Places:
    """File and line of every part, and the text as it was written of every scalar without quotation marks."""

    folder: str = ""
    lines: dict[Path, tuple[str, int]] = field(default_factory=dict)
    plain: dict[Path, str] = field(default_factory=dict)
    # Where parts stand in the files when the document looked at has some items left out.
    origins: dict[Path, Path] = field(default_factory=dict)

    def at(self, path: Path) -> tuple[str, int]:
        """(file, line) of the part, or of the nearest part around it; line 0 means the folder as a whole."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.folder, 0

    def shown(self, path: Path) -> str:
        """The way to the part as its author counts, even where items were left out."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return dotted((*self.origins[path[:length]], *path[length:]))
        return dotted(path)


def dotted(path: Path) -> str:
    """``indicators[3].targets[0].value``"""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")
