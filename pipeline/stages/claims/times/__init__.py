"""Times as claims want them: counted from another time, the end of a stretch as its day, money's day."""
