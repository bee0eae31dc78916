"""Field widgets; `base.py` says what each of them promises."""
