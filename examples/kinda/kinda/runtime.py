"""What programs do by chance. All chance comes from one generator, so that a seed makes a run what it was before."""

import random


class Chance:
    """The constructs of the language, drawn from a generator of its own."""

    def __init__(self, seed=None):
        self._random = random.Random(seed)

    def kinda_int(self, value):
        """A whole number near a value."""
        return int(value) + self._random.choice((-1, 0, 0, 1))

    def sometimes(self, condition=True):
        """Half of the time, where the condition holds."""
        return bool(condition) and self._random.random() < 0.5

    def maybe(self, condition=True):
        """A little more often."""
        return bool(condition) and self._random.random() < 0.6

    def ish(self, left, right):
        """Whether two numbers are about the same."""
        return abs(left - right) <= abs(self.kinda_int(2))

    def sorta_print(self, *values):
        """Prints, most of the time; a shrug is better than nothing."""
        print(*(values if self._random.random() < 0.8 else ("[shrug]",)))
