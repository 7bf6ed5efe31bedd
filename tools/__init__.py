"""Small commands for developers and for the Makefile."""
