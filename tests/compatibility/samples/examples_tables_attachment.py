"""Step definitions of the kit's sample “examples-tables-attachment”."""

from pytest_bdd import step


@step("a JPEG image is attached")
def _(evidence, request):
    evidence.image(request.path.parent / "cucumber.jpeg")


@step("a PNG image is attached")
def _(evidence, request):
    evidence.image(request.path.parent / "cucumber.png")
