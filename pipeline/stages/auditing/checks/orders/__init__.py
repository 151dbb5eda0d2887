"""Checks of order: on a par, more than, from less to more, so many years apart."""
