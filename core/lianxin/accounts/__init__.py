"""Accounts: who may sign in, with which password, and what each role permits."""
