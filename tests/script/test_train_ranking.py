"""Fitting the weights of the second stage, on questions over a few made articles."""

import gzip
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.relevance import Question
from script.codified import digest, entries, questions
from script.ranking_cases import Case, cases, collections, copied, learnt
from script.ranking_fit import BY_HAND, fit
from script.train_ranking import OUT, figures, made_of, written
from search_api.language import senses
from search_api.ranking.features import FEATURES
from search_api.ranking.interplay import BEST, TOLD, net
from search_api.ranking.second_stage import model
from tests.tree import ROOT

QUESTIONS = ROOT / "script" / "questions"
VECTORS = ROOT / "search_api" / "language" / "senses.npz"
THINGS = ("giấy phép xây dựng", "đăng ký kết hôn", "hợp đồng lao động", "bảo hiểm y tế", "thuế thu nhập", "khiếu nại")
ACTS = 12


def made(folder: Path) -> tuple[Path, Path, Path, Path]:
    """Articles of acts, questions about them, those of others, and a folder of sentences."""
    articles, everyday, asked, beir = (folder / name for name in ("a.jsonl.gz", "q.tsv.gz", "o.tsv", "beir"))
    with gzip.open(articles, "wt", encoding="utf-8") as lines, gzip.open(everyday, "wt", encoding="utf-8") as others:
        for act in range(ACTS):
            for place, thing in enumerate(THINGS):
                source = f"(Điều {place} Nghị định số {act}/2031/NĐ-CP Quy định {act} ngày 16/06/2031 của Chính phủ)"
                article = {
                    "id": f"{act}.{place}",
                    "act": f"{act}/2031/NĐ-CP",
                    "heading": f"Điều 1.{act}.NĐ.{place}. Quy định về {thing}",
                    "source": [source],
                    "text": f"Hồ sơ {thing} gồm đơn đề nghị và giấy tờ số {act}.",
                }
                lines.write(json.dumps(article, ensure_ascii=False) + "\n")
                others.write(f"{act}.{place}\thồ sơ {thing} cần giấy tờ gì\n")
    asked.write_text("1.2 3.2\tký hợp đồng lao động cần giấy tờ gì\n", encoding="utf-8")
    (beir / "qrels").mkdir(parents=True)
    found = [{"_id": f"t{n}", "title": f"Quy định về {thing}", "text": thing} for n, thing in enumerate(THINGS)]
    (beir / "corpus.jsonl").write_text("".join(json.dumps(each) + "\n" for each in found), encoding="utf-8")
    wanted = [{"_id": f"q{n}", "text": f"{thing} được quy định thế nào?"} for n, thing in enumerate(THINGS)]
    (beir / "queries.jsonl").write_text("".join(json.dumps(each) + "\n" for each in wanted), encoding="utf-8")
    right = "".join(f"q{n}\tt{n}\t1\n" for n in range(len(THINGS)))
    (beir / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{right}", encoding="utf-8")
    return articles, everyday, asked, beir


def test_articles_are_read_with_the_names_of_their_acts(tmp_path: Path) -> None:
    articles, everyday, asked, _ = made(tmp_path)
    read = entries(articles)
    assert (read[7].id, read[7].act, read[7].label) == ("1.1", "1/2031/NĐ-CP", "Điều 1")
    assert read[7].name == "Nghị định số 1/2031/NĐ-CP Quy định 1"
    assert read[7].heading == "Quy định về đăng ký kết hôn"
    assert questions(everyday)[7] == (("1.1",), "hồ sơ đăng ký kết hôn cần giấy tờ gì")
    assert questions(asked) == [(("1.2", "3.2"), "ký hợp đồng lao động cần giấy tờ gì")]


def test_one_half_of_the_acts_is_named_by_titles(tmp_path: Path) -> None:
    held = collections(entries(made(tmp_path)[0]))
    acts = {name: {each.id.split(".")[0] for each in records} for name, records in held.items()}
    assert acts["titled"]
    assert acts["bare"]
    assert not acts["titled"] & acts["bare"]
    assert all("Nghị định số" in each.title for each in held["titled"])
    assert all(each.title.startswith("Quy định về") for each in held["bare"])


def test_a_case_tells_of_each_hit_whether_it_is_right(tmp_path: Path) -> None:
    records = collections(entries(made(tmp_path)[0]))["bare"]
    right = {each.id for each in records if "kết hôn" in each.title}
    (case,) = cases(
        records, [Question("đăng ký kết hôn ở đâu", dict.fromkeys(right, 1)), Question("zzz zzz", {"x": 1})]
    )
    assert case.wanted == len(right)
    assert case.right.sum() == len(right)
    assert case.values.shape == (len(case.right), len(FEATURES))
    best = case.values[:, FEATURES.index("words")]
    assert best[case.right].min() > best[~case.right].max(initial=0)


def test_other_vectors_hold_for_a_while_alone() -> None:
    shipped = senses.senses()
    with learnt(VECTORS):
        assert senses.senses() is not shipped
    assert senses.senses() is shipped


def case_of(right: int, **columns: tuple[float, ...]) -> Case:
    rows = len(next(iter(columns.values())))
    values = np.zeros((rows, len(FEATURES)))
    for name, column in columns.items():
        values[:, FEATURES.index(name)] = column
    return Case("", values, np.arange(rows) == right, 1)


def made_cases(random: np.random.Generator, number: int) -> list[Case]:
    """By pairs where some row has nearly all of the words, else by nearness."""
    found = []
    for place in range(number):
        words, pairs, near = random.random((3, 8))
        words[0] = 1.0 if place % 2 else 0.2
        words[1:] *= words[0]
        right = int((pairs if place % 2 else near).argmax())
        found.append(case_of(right, words=tuple(words), pairs=tuple(pairs), sense=tuple(near)))
    return found


def share_right(cases: list[Case], scores: Callable[[Case], NDArray[np.float64]]) -> float:
    return float(np.mean([case.right[scores(case).argmax()] for case in cases]))


def test_features_count_by_what_the_best_rows_have() -> None:
    random = np.random.default_rng(3)
    training, tested = made_cases(random, 400), made_cases(random, 200)
    alone, together = (fit([(case, 1.0) for case in training], hidden) for hidden in (0, 16))
    assert share_right(tested, together.scores) > 0.8 > share_right(tested, alone.scores)


def test_what_is_set_by_hand_is_not_fitted() -> None:
    random = np.random.default_rng(3)
    fitted = fit([(case, 1.0) for case in made_cases(random, 50)])
    for name in BY_HAND:
        assert fitted.weights[FEATURES.index(name)] == model().weights[name]


def test_a_case_that_counts_more_decides() -> None:
    one, other = case_of(0, pairs=(1.0, 0.0)), case_of(1, pairs=(1.0, 0.0))
    weigh = [
        fit([(one, first), (other, second)], 0).weights[FEATURES.index("pairs")] for first, second in ((5, 1), (1, 5))
    ]
    assert weigh[0] > 0 > weigh[1]


def test_words_are_copied_from_texts_and_headings(tmp_path: Path) -> None:
    read = entries(made(tmp_path)[0])
    codified = [replace(each, id=f"{n}.{each.id}") for n in range(40) for each in read]
    texts = {each.id: each.text.replace("?", "") for each in codified}
    made_of_texts = list(copied(codified))
    assert 0.02 < len(made_of_texts) / len(codified) < 0.2
    assert all(each.text in texts[next(iter(each.right))] for each in made_of_texts)  # no heading is of one alone


def test_figures_are_those_of_the_order() -> None:
    first, third = case_of(0, pairs=(3.0, 2.0, 1.0)), case_of(2, pairs=(3.0, 2.0, 1.0))
    told = figures([first, third], lambda case: case.values[:, FEATURES.index("pairs")])
    assert told == "recall@1 0.500, recall@5 1.000, recall@10 1.000, mrr@10 0.667"


def test_only_fitted_weights_are_written() -> None:
    text = (OUT / "model.toml").read_text(encoding="utf-8")
    changed = tomllib.loads(written(text, np.arange(len(FEATURES), dtype=np.float64) + 0.5, "abc"))
    held = tomllib.loads(text)
    for place, name in enumerate(FEATURES):
        assert changed["weights"][name] == (held["weights"][name] if name in BY_HAND else place + 0.5)
    assert changed["made_of"] == "abc"
    fitted = [held["weights"][name] for name in FEATURES]
    assert written(text, np.array(fitted), held["made_of"]) == text


@pytest.mark.slow
def test_the_whole_runs(tmp_path: Path) -> None:
    articles, everyday, asked, beir = made(tmp_path)
    command = [sys.executable, "-m", "script.train_ranking", *map(str, (articles, everyday, asked, VECTORS, beir))]
    run = subprocess.run([*command, "--out", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "sentences, no marks, 6 questions" in run.stdout
    told = tomllib.loads((tmp_path / "model.toml").read_text(encoding="utf-8"))
    assert set(told["weights"]) == set(FEATURES)
    assert told["made_of"] == made_of(everyday, asked, VECTORS)
    with np.load(tmp_path / "interplay.npz") as held:
        assert (len(held["told"]), len(held["best"])) == (len(TOLD), len(BEST))


def test_what_ships_is_fitted_on_the_questions_and_vectors_that_ship() -> None:
    """Else: python -m script.train_relevance."""
    name = made_of(QUESTIONS / "everyday.tsv.gz", QUESTIONS / "asked.tsv", VECTORS)
    assert tomllib.loads((OUT / "model.toml").read_text(encoding="utf-8"))["made_of"] == name
    with np.load(OUT / "interplay.npz") as held:
        assert str(held["made_of"]) == name
    assert net().told.shape == (len(TOLD), len(net().out))


def test_a_digest_tells_where_parts_end() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    assert digest(["ab", b"c"]) == digest([b"ab", "c"])
