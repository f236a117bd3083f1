"""Floor 4: pages, templates, command line; the only place that puts the parts together."""

import os

# Products of small matrices, some in each search: with more threads than one they wait for one another (6 ms instead
# of 0.9 where other searches run beside), and searches run beside one another anyway. numpy reads it when imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
