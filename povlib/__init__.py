"""povlib: a workbench for household poverty."""

__version__ = "0.1.0"
