"""The faults that `make faults` applies still fit the code, and every use case has one."""

from pathlib import Path

import pytest
from tools.faults import Fault, read_faults, use_cases

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("fault", read_faults(), ids=lambda fault: f"{Path(fault.spec).stem}: {fault.breaks}")
def test_a_fault_stands_in_the_code_exactly_once(fault: Fault) -> None:
    assert (ROOT / fault.file).read_text("utf-8").count(fault.old) == 1
    assert fault.old != fault.new
    assert "\n" not in fault.old


def test_every_use_case_has_a_fault_that_must_break_it() -> None:
    assert {(fault.spec, fault.breaks) for fault in read_faults()} == use_cases()
