"""What administrators do to accounts, and everybody to their own sessions."""
