"""Grids out of rulings: open sides, merged cells, double borders, and what is no grid."""

from collections.abc import Sequence

from ingest.tables.geometry import Cell, Ruling, Rulings, Walls, merged, walls_of
from ingest.tables.grid import find_grids

WIDTH = 595.0


def across(*places: float, start: float = 85, end: float = 510) -> tuple[Ruling, ...]:
    return tuple(Ruling(at, start, end) for at in places)


def down(*places: float, start: float = 100, end: float = 200) -> tuple[Ruling, ...]:
    return tuple(Ruling(at, start, end) for at in places)


def shapes(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[tuple[int, int]]:
    return [grid.shape for grid in find_grids(Rulings(tuple(horizontal), tuple(vertical)), WIDTH)]


def test_a_full_grid() -> None:
    (grid,) = find_grids(Rulings(across(100, 150, 200), down(85, 300, 510)), WIDTH)
    assert grid.shape == (2, 2)
    assert (grid.xs, grid.ys) == ((85, 300, 510), (100, 150, 200))
    assert grid.cells[-1] == Cell(1, 1, 2, 2)


def test_sides_that_are_not_drawn_are_where_rulings_end() -> None:
    assert shapes(across(100, 150, 200), down(300)) == [(2, 2)]
    assert shapes(across(150), down(85, 300, 510)) == [(2, 2)]


def test_two_tables_apart() -> None:
    lower = down(85, 250, 510, start=400, end=450)
    assert shapes(across(100, 200, 400, 425, 450), (*down(85, 300, 510), *lower)) == [(1, 2), (2, 2)]


def test_a_cell_spans_where_no_side_is_drawn() -> None:
    (grid,) = find_grids(Rulings(across(100, 150, 200), (*down(85, 510), Ruling(300, 150, 200))), WIDTH)
    assert grid.cells == (Cell(0, 0, 1, 2), Cell(1, 0, 2, 1), Cell(1, 1, 2, 2))
    assert grid.owner == ((0, 0), (1, 2))


def test_no_grids() -> None:
    assert shapes(across(100, 200), down(85, 510)) == []  # a frame
    assert shapes(across(100), ()) == []  # a dash under a heading
    assert shapes(across(100, 110, start=85, end=105), down(85, 95, 105, start=100, end=110)) == []  # ticks
    assert shapes((), ()) == []


def test_pieces_become_one_ruling() -> None:
    pieces = [Ruling(100.0, 85, 200), Ruling(100.4, 201, 300), Ruling(101.8, 85, 300), Ruling(100, 320, 322)]
    (ruling,) = merged(pieces)
    assert (ruling.start, ruling.end) == (85, 300)
    assert 100 <= ruling.at <= 101.8
    assert merged([Ruling(100, 85, 200), Ruling(110, 85, 200)]) == (Ruling(100, 85, 200), Ruling(110, 85, 200))


def test_walls_part_only_where_a_side_stands() -> None:
    grids = find_grids(Rulings(across(100, 150, 200), (*down(85, 510), Ruling(300, 150, 200))), WIDTH)
    walls = walls_of(grids)
    assert walls.part(290, 310, 175)
    assert not walls.part(290, 310, 125)  # the merged cell
    assert not walls.part(290, 299, 175)
    assert not Walls().part(0, 600, 100)
