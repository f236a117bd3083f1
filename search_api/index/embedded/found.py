"""What answers a plan on the embedded engine, as columns with one entry a hit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from search_api.index.embedded.row_chunk import Answering, Numbers
from search_api.index.embedded.rows import Best
from search_api.query.hits import Contribution

Scores = npt.NDArray[np.float64]

NOT_EXACT = 1 << 16
"""The level of hits that no clause names."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answers: the places of the hits' documents in the columns, their levels (exact hits from 0), their keys.

    A key is the document's place or, where a hit is a provision, the number of the provision; `of_rows` gives that of
    every row of the index, `answering` says which of them answer. `scores` are 0 for hits behind those that were
    ranked, `rows` are the hits' own rows where hits are provisions. `best` are rows by falling score, `owners` the hits
    that they belong to. `reasons` say of hits that the second stage valued why they stand where they do.
    """

    entries: Numbers
    levels: Numbers
    keys: Numbers
    of_rows: Numbers
    answering: Answering
    scores: Scores
    rows: Numbers
    best: Best = field(default_factory=Best)
    owners: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    reasons: Mapping[int, tuple[Contribution, ...]] = field(default_factory=dict)
