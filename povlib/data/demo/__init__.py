"""demo: made-up registers, seeded and plausible, that say on their face that they are made up.

`make_register` writes one; `write_files` writes a few files as users have them. Places are real;
households, incomes and visits are drawn from the seed alone, and no row holds a name, a telephone
number or a person's id.
"""

from povlib.data.demo.files import write_files
from povlib.data.demo.make import make_register

__all__ = ["make_register", "write_files"]
