"""Step definitions of the kit's sample “attachments”."""

from pytest_bdd import step

from specbook import expression

RAINBOW = (
    "This displays a \x1b[31mr\x1b[0m\x1b[91ma\x1b[0m\x1b[33mi\x1b[0m\x1b[32mn"
    "\x1b[0m\x1b[34mb\x1b[0m\x1b[95mo\x1b[0m\x1b[35mw\x1b[0m"
)


@step(expression("the string {string} is attached as {string}"))
def _(text, media_type, evidence):
    evidence.attach(text, media_type)


@step(expression("the string {string} is logged"))
def _(text, evidence):
    evidence.log(text)


@step("text with ANSI escapes is logged")
def _(evidence):
    evidence.log(RAINBOW)


@step(expression("the following string is attached as {string}:"))
def _(media_type, docstring, evidence):
    evidence.attach(docstring, media_type)


@step(expression("an array with {int} bytes is attached as {string}"))
def _(count, media_type, evidence):
    evidence.attach(bytes(range(count)), media_type)


@step("a PDF document is attached and renamed")
def _(evidence, request):
    evidence.file(request.path.parent / "document.pdf", file_name="renamed.pdf")


@step(expression("a link to {string} is attached"))
def _(address, evidence):
    evidence.link(address)


@step(expression("the string {string} is attached as {string} before a failure"))
def _(text, media_type, evidence):
    evidence.attach(text, media_type)
    raise ValueError("whoops")
