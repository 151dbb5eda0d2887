"""Japanese: its tokenizer and its tables."""
