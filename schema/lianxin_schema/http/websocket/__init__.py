"""graphql-transport-ws, to the letter of its specification."""
