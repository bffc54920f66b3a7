"""The whole Cucumber Compatibility Kit, compared strictly."""

from pathlib import Path

import pytest
from tests.compatibility.comparing import compare, compare_cases
from tests.compatibility.running import SAMPLES, reference, run
from tests.schema import violations


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_stream_of_a_sample_is_the_one_that_the_kit_expects(sample: str, tmp_path: Path) -> None:
    stream = run(sample, tmp_path)
    assert compare(reference(sample), stream) == []
    assert violations(stream) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_test_case_of_a_sample_is_as_expected_on_two_workers(sample: str, tmp_path: Path) -> None:
    assert compare_cases(reference(sample), run(sample, tmp_path, "-n", "2")) == []
