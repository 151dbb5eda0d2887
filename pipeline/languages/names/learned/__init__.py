"""Names nobody has listed, by what many texts have taught of names: 砺芯科技, シエラ炭素, Palladyne.

    text -> units (words, or characters), each seen in several ways      units.py
         -> what speaks for a name beginning, going on, ending there     weights.py, name_weights.tsv
         -> the likeliest names                                          decoding.py
         -> those that lists and rules have left room for                finder.py

The weights are found by ``training/names/fit.py`` on the early gold. Lists and rules go first: a
learned name stands only where they found nothing, or takes a weak name in whole (``Quayside`` in
``Quayside Staking``). The table is ``learned`` in ``<lang>/entities.yaml``.
"""
