"""Publishing: what would change, the short transaction that does it, versions, and folders."""
