"""Upstairs: the web application, one room a subject.

Inside a room: urls → views → actions → queries → models. Only actions open transactions.
"""
