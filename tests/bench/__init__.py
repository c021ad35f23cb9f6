"""`make bench`: the product beside its peers, on the same rows of its own tables."""
