"""English: its tokenizer and its tables."""
