"""The parts of a batch: who comes in, what need not be done again, what articles say of each other."""
