"""Counting cases by the asked dimensions: one statement, kept for each shape of question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from lianxin.context import Context
from lianxin.database import Prepared, Row
from lianxin.errors import Problem, invalid
from lianxin.language import Text
from lianxin.statistics import Dimension, code_of, label_of
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.planner.cursors import INVALID_CURSOR
from lianxin_schema.planner.pages import DEFAULT_SIZE, LARGEST_SIZE, PAGE_TOO_LARGE
from lianxin_schema.planner.running import ambient
from lianxin_schema.planner.turn import RequestRefused
from lianxin_schema.types.base import PageInfo
from lianxin_schema.types.statistics import (
    CaseStatistic,
    CaseStatisticConnection,
    CaseStatisticEdge,
    DimensionValue,
)
