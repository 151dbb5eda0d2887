"""Rules over atoms: words become atoms, rules match chains of them, the best match wins.

lexicon (text -> chain of atoms) -> grammar (rules -> matches) -> competition
(matches -> winners); cues finds what stands around a winner.
"""
