"""Numerals of scripts whose words stand apart: two and a half billion, tens of millions, 1.3e6.

``patterns`` makes one regex of a language's number words; ``reading`` turns what it
found into numbers.
"""
