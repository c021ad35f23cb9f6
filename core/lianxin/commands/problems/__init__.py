"""Problems that several cases name: opened, cases matched with them, consented to, undone."""
