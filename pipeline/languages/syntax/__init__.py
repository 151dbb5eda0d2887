"""What stands above the word: where phrases start (``phrases``) and which hangs on which (``heads``).

``銀行は|預金に|利息を|支払う`` are four bunsetu, the first three on the last.
"""
