"""How declarations become SQL: whom a rule asks, what happened, and the values put in."""
