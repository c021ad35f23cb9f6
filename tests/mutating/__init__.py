"""Whether each clause's own tests notice that one of its rules is missing."""
