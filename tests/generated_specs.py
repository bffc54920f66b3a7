"""Specs that nobody wrote: valid Gherkin in odd layouts, drawn by hypothesis."""

from collections.abc import Callable

from gherkin.dialect import DIALECTS
from hypothesis import strategies as st

LANGUAGES = ("en", "fr", "ar", "em", "ja", "zh-CN", "he", "de")
INDENTS = st.sampled_from(["", " ", "  ", "   ", "    ", "      ", "\t", "\t\t", " \t", "\u00a0", "\u3000"])
WORDS = st.sampled_from(
    [
        *("basket", "of 38 euros", "été", "e\u0301te\u0301", "日本語", "مُحَمَّد", "שלום", "👨\u200d👩\u200d👧", "❤️"),
        *("<price>", '"quoted"', "a  b", "x\ty", "|", "\\", "\\n", "\\|", "#", "@tag", "`code`", "**bold**", "*"),
        *("que", "qu'il", ":", "a\u00a0b", "\u200b", "'", "a\rb"),
    ]
)
TEXT = st.lists(WORDS, max_size=4).map(" ".join)
SOME_TEXT = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TAGS = st.sampled_from(["@wip", "@id:pay-1", "@été", "@a@b", "@x#1", "@日本", "@issue:12", "@ spaced"])
ATOMS = st.sampled_from(
    [
        *("a", "38", "é", "e\u0301", "日本", "👍🏽", "مُ", "<p>", "#", '"""'),
        *("\\|", "\\\\", "\\n", "\\x", " ", "\u200b", "\t", "\u3000"),
    ]
)
MEDIA_TYPES = st.sampled_from(["", "json", " xml", "markdown", "text/x-gherkin ", '"'])
CONTENT = st.one_of(
    SOME_TEXT,
    st.sampled_from(
        ["", " ", "    ", "Given a step", "# no comment", "| a | b |", "@tag", "Feature: x", "trailing  ", "\t"]
    ),
    st.sampled_from(['\\"\\"\\"', "\\`\\`\\`", "\\", "\u00a0", '""', "``"]),
)
PROSE = st.sampled_from(
    [
        "As a shopper, I want to pay",
        "- first point",
        "  - a point below it",
        "1. numbered",
        "a hard line break  ",
        "a blank at the end ",
        "> quoted",
        "    indented like code",
        "      and deeper",
        "\tindented by a tab",
        "[a link](x.md) and `code`",
        "Heading\n=======",
        "```\n  fenced   \n\n\n# no comment in the author's mind\nless\n```",
        "~~~python\nif x:\n    y()\n~~~",
        "````\n```\nnested\n````",
        "```",
        "日本語の説明",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        "<details>\n\nsome HTML\n\n</details>",
        "term\n:   definition",
        "\u00a0after a no-break space",
    ]
)


@st.composite
def specs(draw: Callable[..., object]) -> str:
    """Draw the text of a spec; some few are no Gherkin, as where prose begins like a keyword."""
    return _Spec(draw).text()


class _Spec:
    """One spec, drawn line by line."""

    def __init__(self, draw: Callable[..., object]) -> None:
        self.draw = draw
        self.language = draw(st.sampled_from(LANGUAGES))
        self.lines: list[str] = []

    def text(self) -> str:
        self.loose()
        if self.language != "en" or self.chance(5):
            spelling = self.draw(st.sampled_from(["# language: {}", "#language:{}", "  #  language :  {}  "]))
            self.lines.append(spelling.format(self.language))
        self.loose()
        self.head("feature")
        self.children()
        for _ in range(self.upto(2)):
            self.head("rule")
            self.children()
        self.loose()
        endings = self.draw(st.sampled_from([["\n"], ["\r\n"], ["\n", "\r\n"]]))
        last = self.draw(st.sampled_from(["", endings[0]]))
        lines = "\n".join(self.lines).split("\n")
        ended = [f"{line}{self.draw(st.sampled_from(endings)) if endings[1:] else endings[0]}" for line in lines[:-1]]
        return ("\ufeff" if self.chance(10) else "") + "".join(ended) + lines[-1] + last

    def chance(self, of: int) -> bool:
        return self.draw(st.integers(1, of)) == of

    def upto(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def line(self, text: str) -> None:
        self.lines.append(self.draw(INDENTS) + text + ("  " if self.chance(8) else ""))

    def loose(self) -> None:
        """Put blank lines and comments where they are allowed."""
        for _ in range(self.upto(3) if self.chance(3) else 0):
            if self.chance(2):
                self.lines.append(self.draw(st.sampled_from(["", "", "  ", "\t"])))
            else:
                self.line(
                    "#" + self.draw(st.sampled_from([" ", "", "# ", " | 1 | 2 |", " language: xx, "])) + self.draw(TEXT)
                )

    def keyword(self, *names: str) -> str:
        words = [word for name in names for word in DIALECTS[self.language][name]]
        return self.draw(st.sampled_from(words))

    def tags(self) -> None:
        for _ in range(self.upto(3) if self.chance(3) else 0):
            tags = self.draw(st.lists(TAGS, min_size=1, max_size=3))
            self.line(self.draw(st.sampled_from([" ", "   ", "\t"])).join(tags) + (" # why" if self.chance(4) else ""))
            self.loose()

    def head(self, *names: str, tags: bool = True) -> None:
        self.loose()
        if tags:
            self.tags()
        self.line(self.keyword(*names) + ":" + self.draw(st.sampled_from(["", " ", "   "])) + self.draw(TEXT))
        self.loose()
        self.prose()

    def prose(self) -> None:
        margin = self.draw(INDENTS)
        for _ in range(self.upto(4) if self.chance(3) else 0):
            if self.chance(6):
                margin = self.draw(INDENTS)
            self.lines += [margin + line for line in self.draw(PROSE).split("\n")]
            self.loose()

    def children(self) -> None:
        if self.chance(3):
            self.head("background", tags=False)
            self.steps()
        for _ in range(self.upto(2)):
            self.head("scenario", "scenarioOutline")
            self.steps()
            for _ in range(self.upto(2) if self.chance(3) else 0):
                self.head("examples")
                self.table()

    def steps(self) -> None:
        for _ in range(self.upto(4)):
            self.loose()
            blank = self.draw(st.sampled_from(["", "", " ", "   ", "\u3000"]))
            self.line(self.keyword("given", "when", "then", "and", "but") + blank + self.draw(TEXT))
            argument = self.upto(6)
            if argument in {1, 3}:
                self.table()
            if argument in {2, 3, 4}:
                self.doc_string()
            if argument == 4:
                self.table()

    def table(self) -> None:
        columns = self.draw(st.integers(1, 4))
        for _ in range(self.draw(st.integers(1, 4))):
            self.loose()
            cells = ["".join(self.draw(st.lists(ATOMS, max_size=4))) for _ in range(columns)]
            blank = self.draw(st.sampled_from([" ", "", "   "]))
            behind = " " + self.draw(SOME_TEXT).replace("|", "/") if self.chance(10) else ""
            self.line("|" + "|".join(f"{blank}{cell}{blank}" for cell in cells) + "|" + behind)

    def doc_string(self) -> None:
        self.loose()
        marks = self.draw(st.sampled_from(['"""', "```"]))
        self.line(marks + self.draw(MEDIA_TYPES))
        for _ in range(self.upto(5)):
            self.lines.append(self.draw(INDENTS) + self.draw(CONTENT))
        self.line(marks + (" behind" if self.chance(10) else ""))
