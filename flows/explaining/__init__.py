"""Why a rule found what it found, or how near it came: `recital explain`."""
