"""What channels deliver signed: the secrets, how they sign, and how old it may be."""
