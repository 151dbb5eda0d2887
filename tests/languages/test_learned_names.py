"""Names nobody has listed: units, decoding, tables, and the fit that makes them."""

import numpy
import pytest

import pipeline
from pipeline.errors import TableError
from pipeline.languages.names import Board, load_name_finder, load_name_rules
from pipeline.languages.names.learned.decoding import decode
from pipeline.languages.names.learned.finder import load_learned_finder, make_finder, make_reader
from pipeline.languages.names.learned.table import read_learned_rules
from pipeline.languages.names.learned.weights import make_keys, make_slots, read_template, read_weights
from pipeline.languages.nlp import create_nlp
from training.names.examples import Example, read_example, told_names
from training.names.regression import descend
from training.names.tagging import Numbering, fit, write_weights
from tests.gold_marked import read_line


def found(lang, text):
    mentions = load_name_finder(lang).find(create_nlp(lang)(text))
    return {(text[m.start : m.end], m.label, m.source) for m in mentions}


def known(lang, text):
    _, board = load_name_finder(lang).find_known(create_nlp(lang)(text))
    return {text[m.start : m.end] for m in board.mentions()}
