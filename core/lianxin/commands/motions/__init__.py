"""Commands on motions: what a meeting decides on."""
