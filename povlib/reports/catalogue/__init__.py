"""The catalogue: all published lessons as a site without a server, with search in the page."""

from povlib.reports.catalogue.entries import Entry, Labels, catalogue_entries
from povlib.reports.catalogue.making import make_catalogue

__all__ = ["Entry", "Labels", "catalogue_entries", "make_catalogue"]
