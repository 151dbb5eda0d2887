"""Chinese: its tokenizer and its tables."""
