"""Reports on cases as spreadsheets: declared by plugins, made for whoever may see the cases."""

from lianxin.exports.columns import (
    CATEGORY,
    CHANNEL,
    called_back,
    code,
    fact,
    fact_split,
    handler,
    limit,
    reporter,
    result,
    submitted,
    supervisor,
    title,
    word,
)
from lianxin.exports.report import CaseReport, Column, Per, Share, Split, Summary
from lianxin.exports.writing import export_of

__all__ = [
    "CATEGORY",
    "CHANNEL",
    "CaseReport",
    "Column",
    "Per",
    "Share",
    "Split",
    "Summary",
    "called_back",
    "code",
    "export_of",
    "fact",
    "fact_split",
    "handler",
    "limit",
    "reporter",
    "result",
    "submitted",
    "supervisor",
    "title",
    "word",
]
