"""Commands on surveys: drawn, answered, closed."""
