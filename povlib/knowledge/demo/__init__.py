"""A made-up shelf of lessons: pages in the five shapes, read and taken to the public as real ones.

Districts are real; owners, numbers and stories are made up, and the folder says so (`is_demo`).
"""

from povlib.knowledge.demo.make import make_lessons

__all__ = ["make_lessons"]
