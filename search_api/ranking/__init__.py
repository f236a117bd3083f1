"""The second stage of ranking: the best rows of the engine, ordered anew by what they say of the question."""
