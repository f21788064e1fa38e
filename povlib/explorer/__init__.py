"""The explorer in JupyterLab: choose a round and a place, move the income line, see what follows.

It asks `study` for public tables and shows them; it computes nothing. `explore` gives the widget.
"""

from povlib.explorer.app import explore

__all__ = ["explore"]
