"""The doctor: what is wrong with a deployment, and how to mend it."""

from lianxin.platform.doctor.finding import Finding, Severity
from lianxin.platform.doctor.rounds import examine

__all__ = ["Finding", "Severity", "examine"]
