"""What a machine can see of an item's quality: each rule a small function with its name and its reason."""
