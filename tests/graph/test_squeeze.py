"""squeeze() is NFKC without white space, however it gets there."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graph.ids import squeeze


@given(st.text(alphabet="，；：（）！？％\u3000 \n市ｶﾞ\u0301\u0338<＜Å①㍿²", max_size=20) | st.text(max_size=20))
def test_squeeze_is_nfkc(text: str) -> None:
    assert squeeze(text) == "".join(unicodedata.normalize("NFKC", text).split())
