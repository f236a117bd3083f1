"""What is known of legal Vietnamese, whatever the collection: words as numbers, how rare they are, what they mean."""
