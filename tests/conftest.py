"""What every test has at hand."""

pytest_plugins = ["no_skips"]
