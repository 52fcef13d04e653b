from __future__ import annotations

import pytest

from assistant.web.markup import Html, element, escaped, joined


def test_every_sign_with_a_meaning_in_html_is_escaped() -> None:
    assert escaped("<b a='1' c=\"2\">&amp;") == "&lt;b a=&#x27;1&#x27; c=&quot;2&quot;&gt;&amp;amp;"


def test_the_end_of_a_line_does_not_end_the_block_of_markup() -> None:
    assert escaped("a\n\nb\r\n") == "a&#10;&#10;b&#13;&#10;"


def test_an_attribute_of_svg_keeps_its_capital() -> None:
    assert element("svg", attributes={"viewBox": "0 0 1 1"}) == '<svg viewBox="0 0 1 1"></svg>'


def test_an_element_has_its_children_and_escaped_attributes() -> None:
    made = element("a", escaped("1 < 2"), attributes={"href": '?q="x"', "title": None})

    assert made == '<a href="?q=&quot;x&quot;">1 &lt; 2</a>'


def test_an_empty_element_has_no_end() -> None:
    assert element("br") == "<br>"


def test_markup_is_joined_as_it_is() -> None:
    assert joined((Html("<i></i>"), escaped("<")), Html(", ")) == "<i></i>, &lt;"


@pytest.mark.parametrize("name", ["script", "a b", "a>", "", "IMG"])
def test_an_element_that_the_page_does_not_use_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no element is called"):
        element(name)


@pytest.mark.parametrize("name", ["onclick", "onerror", "a b", "x=y", "viewbox2 ", "onViewBox"])
def test_an_attribute_that_could_run_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute is called"):
        element("p", attributes={name: "alert(1)"})
