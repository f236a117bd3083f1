import pytest
from fontTools.ttLib import TTFont

from sample_gazettes.errors import FontMissing
from sample_gazettes.fonts import FACES, FAMILIES, Face, font_file, runs

VIETNAMESE = range(0x1EA0, 0x1EFA)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("face", FACES)
def test_every_face_has_all_vietnamese_letters(face: Face, family: str) -> None:
    try:
        path = font_file(face, family)
    except FontMissing as missing:
        pytest.skip(str(missing))
    letters = TTFont(path).getBestCmap()
    assert [code for code in VIETNAMESE if code not in letters] == []


def test_a_missing_face_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sample_gazettes.fonts.FOLDERS", ())
    with pytest.raises(FontMissing, match="fonts-liberation2"):
        font_file("bold")
    with pytest.raises(FontMissing, match="fonts-dejavu"):
        font_file("bold", "dejavu-sans")


def test_each_typeface_has_its_own_font() -> None:
    names = {runs("Công báo", "regular", typeface)[0][0] for typeface in ("unicode", "sans", "tcvn3", "vni")}
    assert len(names) == 4
