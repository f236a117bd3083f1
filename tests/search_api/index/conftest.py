"""The conformance suite is no test module itself: its asserts are made to explain themselves here."""

import pytest

pytest.register_assert_rewrite("tests.search_api.index.conformance")
pytest.register_assert_rewrite("tests.search_api.index.conformance_lists")
