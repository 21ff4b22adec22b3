"""What click says of itself (usage, wrong options, missing arguments), in Japanese.

Click asks gettext for its words, and gettext reads only compiled catalogues; this table is given to click instead.
The keys are click's own sentences, their names in braces included; a test fails when click no longer has one of them.
"""

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

_PLACES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)

WORDS = {
    "Usage:": "使い方:",
    "Options": "オプション",
    "Positional arguments": "引数",
    "Commands": "コマンド",
    "Show this message and exit.": "この説明を表示して終わる。",
    "default: {default}": "書かないとき: {default}",
    "env var: {var}": "環境変数: {var}",
    "(dynamic)": "（その時に決まる）",
    "Aborted!": "中止しました。",
    "Error: {message}": "エラー: {message}",
    "Try '{command} {option}' for help.": "書き方は「{command} {option}」で見られます。",
    "Missing command.": "コマンドを書いてください。",
    "Missing argument": "引数を書いてください：",
    "Missing option": "オプションを書いてください：",
    "Missing parameter": "引数を書いてください：",
    "Missing {param_type}": "{param_type}を書いてください：",
    "Missing parameter: {param_name}": "引数「{param_name}」を書いてください。",
    "No such option {name!r}.": "オプション「{name}」はありません。",
    "No such command {name!r}.": "コマンド「{name}」はありません。",
    "Did you mean {possibility}?": "「{possibility}」のことですか。",
    "(Did you mean one of: {possibilities}?)": "（次のどれかのことですか：{possibilities}）",
    "Invalid value: {message}": "値が使えません：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} の値が使えません：{message}",
    "Got unexpected extra argument ({args})": "余分な引数があります（{args}）",
    "Got unexpected extra arguments ({args})": "余分な引数があります（{args}）",
    "Takes {nargs} values but 1 was given.": "値は{nargs}個要りますが、1個です。",
    "Takes {nargs} values but {len} were given.": "値は{nargs}個要りますが、{len}個です。",
    "Could not open file {filename!r}: {message}": "ファイル「{filename}」を開けません（{message}）。",
    "Argument {name!r} takes {nargs} values.": "引数「{name}」には値が{nargs}個要ります。",
    "Option {name!r} does not take a value.": "オプション「{name}」に値は付けられません。",
    "Option {name!r} requires an argument.": "オプション「{name}」には値が要ります。",
    "Option {name!r} requires {nargs} arguments.": "オプション「{name}」には値が{nargs}個要ります。",
    "Repeat for confirmation": "もう一度",
    "Error: The two entered values do not match.": "二つの入力が同じではありません。",
    "Error: invalid input": "入力が読めません。",
    "{value!r} is not {choice}.": "「{value}」は使えません。使えるのは {choice} です。",
    "{value!r} is not one of {choices}.": "「{value}」は使えません。使えるのは {choices} です。",
    "Choose from:\n\t{choices}": "次から選んでください：\n\t{choices}",
    "{value!r} does not match the format {format}.": "「{value}」は日付として読めません。2025-09-30 のように書いてください。",
    "{value!r} does not match the formats {formats}.": "「{value}」は日付として読めません。2025-09-30 のように書いてください。",
    "{value!r} is not a valid {number_type}.": "「{value}」は数として読めません。",
    "{value} is not in the range {range}.": "{value} は範囲の外です（{range}）。",
    "file": "ファイル",
    "directory": "フォルダ",
    "path": "場所",
    "{name} {filename!r} does not exist.": "{name}「{filename}」がありません。",
    "{name} {filename!r} is a file.": "{name}「{filename}」はフォルダではなくファイルです。",
    "{name} {filename!r} is a directory.": "{name}「{filename}」はファイルではなくフォルダです。",
    "{name} {filename!r} is not readable.": "{name}「{filename}」は読めません（権限がありません）。",
    "{name} {filename!r} is not writable.": "{name}「{filename}」には書けません（権限がありません）。",
}


def word(message: str) -> str:
    """Click's sentence in Japanese; a sentence that the table does not know stays as it is."""
    return WORDS.get(message, message)


def counted(singular: str, plural: str, count: int) -> str:
    return word(singular if count == 1 else plural)


def speak_japanese() -> None:
    """Give click's modules the table in the place of gettext."""
    for place in _PLACES:
        for name, ours in (("_", word), ("ngettext", counted)):
            if hasattr(place, name):
                setattr(place, name, ours)
