"""YAML files as values with their lines.

The files are read as a stream of events, so neither depth nor size of what somebody sends can exhaust the
machine. Only the plain part of YAML is taken: no tags, no anchors, no merge keys, one document in a file. What
YAML 1.1 would quietly turn into another number (010, 1:30, 1_000) is a fault instead.
"""

from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml import events

from banso.plan.faults import Fault, Severity
from banso.plan.loading.scalars import Ambiguous, meaning, unfolded
from banso.plan.places import Path, Places, dotted

MAX_FILES = 200
MAX_BYTES = 4 * 1024 * 1024
MAX_PARTS = 300_000
MAX_DEPTH = 40

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_files(folder: FilePath) -> tuple[dict[str, object] | None, Places, list[Fault]]:
    """The values of all files together, the places of their parts, and the faults.

    No values (``None``) where a file could not be read to its end: what is missing then would be reported as
    hundreds of faults that are none.
    """
    places = Places(folder=folder.name or str(folder))
    reader = _Reader(places)
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        reader.fault(
            "", 0, "folder", f"フォルダ {folder} を読めません。", "フォルダの名前と権限を確かめてください。"
        )
        return None, places, reader.faults
    for name in names:
        if name.endswith(".yml"):
            reader.fault(
                name,
                0,
                "file-name",
                f"{name} は読みません。",
                "名前を .yaml に変えてください。",
                Severity.WARNING,
            )
    chosen = [name for name in names if name.endswith(".yaml") and not name.startswith(".")]
    if not chosen:
        reader.fault(
            "", 0, "folder", "計画のファイル（*.yaml）がありません。", "計画のフォルダを指定してください。"
        )
    if len(chosen) > MAX_FILES:
        reader.fault(
            "", 0, "too-large", f"ファイルが{MAX_FILES}を超えています。", "ファイルをまとめてください。"
        )
        chosen = []
    for name in chosen:
        reader.take(folder / name)
    return (reader.values if chosen and reader.whole else None), places, reader.faults


@dataclass
class _Open:
    """A mapping or list that is not closed yet. ``key`` waits for its value."""

    path: Path
    value: dict[str, object] | list[object]
    key: str | None = None
    keyless: bool = False  # a key that could not be taken: its value is read and dropped
    first: dict[str, int] = field(default_factory=dict)


class _Stop(Exception):
    """The rest of the file is not worth reading: the fault has been noted."""


class _Reader:
    """Reads files one after another into one mapping."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.faults: list[Fault] = []
        self.values: dict[str, object] = {}
        self.whole = True
        self.parts = 0
        self.file = ""

    def fault(
        self,
        file: str,
        line: int,
        rule: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
        path: Path = (),
    ) -> None:
        name = file or self.places.folder
        self.faults.append(Fault(name, line, rule, severity, dotted(path), message, remedy))

    def broken(self, line: int, rule: str, message: str, remedy: str) -> _Stop:
        """Note a fault after which this file cannot be read on."""
        self.whole = False
        self.fault(self.file, line, rule, message, remedy)
        return _Stop()

    def take(self, path: FilePath) -> None:
        """Read one file into the values."""
        self.file = path.name
        try:
            self._compose(self._text(path))
        except _Stop:
            return
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 0
            self.broken(line, "yaml", f"YAMLとして読めません（{_problem(error)}）。", _SYNTAX_REMEDY)

    def _text(self, path: FilePath) -> str:
        try:
            # A pipe would be waited for, a device read without end.
            if not path.is_file():
                raise OSError
            if path.stat().st_size > MAX_BYTES:
                raise self.broken(
                    0, "too-large", "ファイルが大きすぎます（4MBまで）。", "ファイルを分けてください。"
                )
            raw = path.read_bytes()
        except OSError:
            raise self.broken(
                0, "unreadable", "ファイルを開けません。", "ファイルの種類と権限を確かめてください。"
            ) from None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise self.broken(
                line, "encoding", "文字コードがUTF-8ではありません。", "UTF-8で保存し直してください。"
            ) from None
        if found := yaml.reader.Reader.NON_PRINTABLE.search(text):
            line = text.count("\n", 0, found.start()) + 1
            code = f"U+{ord(found.group()):04X}"
            raise self.broken(
                line,
                "control-character",
                f"使えない制御文字（{code}）があります。",
                "その文字を消してください。",
            )
        return text

    def _compose(self, text: str) -> None:
        """Turn the events of one document into values, without recursion."""
        stack: list[_Open] = []
        documents = 0
        for event in yaml.parse(text, Loader=Loader):
            line = _line(event)
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.broken(
                        line,
                        "two-documents",
                        "一つのファイルに二つの文書があります。",
                        "「---」で区切らず、ファイルを分けてください。",
                    )
            elif isinstance(event, events.NodeEvent):
                self._no_tricks(event, line)
                self._node(event, line, stack)
            elif isinstance(event, events.CollectionEndEvent):
                stack.pop()
        if documents == 0:
            self.fault(
                self.file,
                0,
                "empty-file",
                "ファイルが空です。",
                "要らなければ消してください。",
                Severity.WARNING,
            )

    def _no_tricks(self, event: Any, line: int) -> None:
        if isinstance(event, events.AliasEvent) or event.anchor:
            raise self.broken(
                line,
                "alias",
                "別名（&・*）は使えません。",
                "同じ内容をその場所に書いてください。値が & や * で始まるなら引用符で囲んでください。",
            )
        if event.tag:
            raise self.broken(
                line,
                "tag",
                f"タグ（{event.tag[:40]}）は使えません。",
                "タグを消してください。文字列にしたい値は引用符で囲みます。",
            )

    def _node(self, event: Any, line: int, stack: list[_Open]) -> None:
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise self.broken(line, "too-large", "計画が大きすぎます。", "ファイルの中身を確かめてください。")
        if len(stack) >= MAX_DEPTH:
            raise self.broken(
                line, "too-deep", f"入れ子が{MAX_DEPTH}段を超えています。", "字下げと括弧を確かめてください。"
            )
        if not stack:
            self._top(event, line, stack)
            return
        around = stack[-1]
        if isinstance(around.value, dict) and around.key is None and not around.keyless:
            self._key(event, line, around)
            if isinstance(event, events.CollectionStartEvent):
                stack.append(_Open((*around.path, "?"), {} if _is_mapping(event) else []))
            return
        path = self._path_of_value(around, line)
        value = self._value(event, line, path)
        if isinstance(around.value, list):
            around.value.append(value)
        elif around.key is not None:
            around.value[around.key] = value
        around.key, around.keyless = None, False
        if isinstance(value, dict | list):
            stack.append(_Open(path, value))

    def _top(self, event: Any, line: int, stack: list[_Open]) -> None:
        if _is_mapping(event):
            stack.append(_Open((), self.values))
            return
        if isinstance(event, events.ScalarEvent) and event.value == "" and event.implicit[0]:
            self.fault(
                self.file,
                0,
                "empty-file",
                "ファイルが空です。",
                "要らなければ消してください。",
                Severity.WARNING,
            )
            return
        raise self.broken(
            line,
            "not-a-mapping",
            "ファイルの一番外側が「項目: 値」の形ではありません。",
            "「measures:」のように項目の名から始めてください。",
        )

    def _key(self, event: Any, line: int, around: _Open) -> None:
        """Take a key; its value comes with the next event."""
        key = event.value if isinstance(event, events.ScalarEvent) else None
        if key is None or (event.implicit[0] and not isinstance(meaning(key), str)):
            self.fault(
                self.file,
                line,
                "key",
                f"項目の名「{key if key is not None else '（入れ子）'}」が文字列ではありません。",
                _KEY_REMEDY if key is None or not key.isdecimal() else _COMMA_REMEDY,
                path=around.path,
            )
            # A nested key brings its own closing event before the value.
            around.keyless = True
            return
        assert isinstance(around.value, dict)
        path = (*around.path, key)
        if key in around.value or key in around.first:
            file, first = self.places.at(path)
            other = f"{file}の{first}行目" if file != self.file else f"{first}行目"
            self.fault(
                self.file,
                line,
                "duplicate-key",
                f"項目「{key}」が{other}にもあります。",
                "一つにまとめてください。",
                path=path,
            )
            around.keyless = True
            return
        around.key = key
        around.first[key] = line
        self.places.lines[path] = (self.file, line)

    def _path_of_value(self, around: _Open, line: int) -> Path:
        if isinstance(around.value, list):
            path = (*around.path, len(around.value))
            self.places.lines[path] = (self.file, line)
            return path
        # The value of a dropped key gets a path that cannot be mistaken for one of the document.
        return (*around.path, around.key if around.key is not None else "?")

    def _value(self, event: Any, line: int, path: Path) -> object:
        if _is_mapping(event):
            return {}
        if isinstance(event, events.CollectionStartEvent):
            return []
        lines = event.end_mark.line - event.start_mark.line + 1
        text = unfolded(event.value, event.style, lines)
        if not event.implicit[0]:
            return text
        self.places.plain[path] = text
        value = meaning(text)
        if isinstance(value, Ambiguous):
            self.fault(
                self.file, line, "ambiguous-value", f"「{text[:40]}」は{value.why}", value.remedy, path=path
            )
            return value.stand_in
        return value


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _is_mapping(event: Any) -> bool:
    return isinstance(event, events.MappingStartEvent)


_KEY_REMEDY = "項目の名は英字で書いてください。"
_COMMA_REMEDY = "数に桁区切りの「,」を入れていないか確かめてください（1,234 ではなく 1234）。"
_SYNTAX_REMEDY = "この行と前の行の字下げ、「:」の後の空白、括弧と引用符の閉じ忘れを確かめてください。"


def _problem(error: yaml.YAMLError) -> str:
    """The parser's own words, shortened; they help whoever knows YAML."""
    return str(getattr(error, "problem", None) or "形式の誤り")[:80]
