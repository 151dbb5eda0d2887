"""What ties figures together: levels of a thing, pairs of a ratio, lists of a total, shares of a whole."""
