"""Commands on people and places: units, persons, households, posts and links."""
