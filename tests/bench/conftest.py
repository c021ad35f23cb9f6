"""Comparing all servers starts each of them: that is `make bench`'s, and CI's, to do."""

import os

collect_ignore = [] if os.environ.get("LIANXIN_TEST_BENCH") else ["test_bench.py"]
