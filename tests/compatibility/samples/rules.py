"""Step definitions of the kit's sample “rules”."""

from pytest_bdd import step

from specbook import expression


@step(expression("the customer has {int} cents"), target_fixture="money")
def _(cents):
    return cents


@step("there are chocolate bars in stock", target_fixture="stock")
def _():
    return ["Mars", "Twix"]


@step("there are no chocolate bars in stock", target_fixture="stock")
def _():
    return []


@step(expression("the customer tries to buy a {int} cent chocolate bar"), target_fixture="bought")
def _(price, money, stock):
    return stock[0] if stock and money >= price else None


@step("the sale should not happen")
def _(bought):
    assert bought is None


@step("the sale should happen")
def _(bought):
    assert bought
