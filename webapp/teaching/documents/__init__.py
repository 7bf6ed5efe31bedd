"""Documents in the browser: brought in, approved, published, held against what stands on them."""
