"""How well the units of a row stand for those of a question, one by one: 'sổ đỏ' by 'giấy chứng nhận'.

The vector of a row is the sum of all that it says, which drowns the one word that answers. Here each unit of the
question is met by the unit of the row that is most like it, by the cosine of their vectors, as late interaction does
(ColBERT, arXiv:2004.12832), with vectors that are the same in all texts. docs/relevance.md has the figures.
"""

import numpy as np

from search_api.language.rarity import Floats
from search_api.language.senses import Units, lengths, likest

_SAME = 0.999


def alike(rows: Units, asked: Units) -> tuple[Floats, Floats]:
    """For each row, given by the units that tell it, how alike it is to the asked units: from 0 to 1.

    The second is the same over those units alone that are not among the row's; 1 where all are. What says more counts
    more, and both are 0 for a question of no known unit.
    """
    best, weights = likest(rows, asked), lengths(asked)
    lacking = weights * (best <= _SAME)
    whole, lacked = weights.sum(), lacking.sum(axis=1)
    shares = best @ weights / (whole or 1.0)
    of_lacked = np.where(lacked > 0, (best * lacking).sum(axis=1) / np.where(lacked > 0, lacked, 1.0), 1.0)
    return shares, of_lacked if whole else np.zeros(len(rows))
