"""A slow and obvious executor of the same operations, to compare the planner with."""
