import pytest

from assistant.parsing.markup import paragraphs_of_page

BODY = "".join(f"<p>第{n}段说明雨水花园的养护办法，每个季度巡查一次，并向居民公布结果。</p>" for n in "一二三四")
PAGE = f"""<?xml version="1.0" encoding="gbk"?><!DOCTYPE html>
<html><head><title>关于雨水花园养护的意见_政策_测试市政府</title>
<meta name="ArticleTitle" content="关于雨水花园养护的意见"><script>var a = "脚本";</script></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/z">政策</a></li></ul>
<table class="meta"><tr><td>发文字号</td><td>测园发〔2031〕9号</td></tr></table>
<div class="content"><article>{BODY}</article></div><div class="footer"><p>版权所有</p></div></body></html>"""


def test_title_and_number_outside_the_body_come_first() -> None:
    found = paragraphs_of_page(PAGE)

    assert found[:2] == ("关于雨水花园养护的意见", "测园发〔2031〕9号")
    assert sum(paragraph.startswith("第") for paragraph in found) == 4


def test_navigation_and_scripts_are_left_out() -> None:
    text = "".join(paragraphs_of_page(PAGE))

    assert "首页" not in text
    assert "脚本" not in text


def test_a_title_that_the_body_holds_is_not_repeated() -> None:
    found = paragraphs_of_page(f"<html><head><title>花园意见</title></head><body><h1>花园意见</h1>{BODY}</body></html>")

    assert "".join(found).count("花园意见") == 1


def test_the_cells_of_a_table_row_stand_on_one_line() -> None:
    table = "<table><tr><td>区域</td><td>花园</td></tr><tr><td>东区</td><td>12处</td></tr></table>"

    found = paragraphs_of_page(f"<html><body><article>{BODY}{table}{BODY}</article></body></html>")

    assert "区域 | 花园" in found
    assert "东区 | 12处" in found


@pytest.mark.parametrize("page", ["<p>短文。</p>", "<html><body><div>短文。</div></body></html>", "短文。"])
def test_a_page_of_one_sentence_is_read(page: str) -> None:
    assert paragraphs_of_page(page) == ("短文。",)


@pytest.mark.parametrize("page", ["", "   ", "<html></html>", "<!-- 没有 -->", "<script>var a;</script>"])
def test_a_page_without_text_has_no_paragraphs(page: str) -> None:
    assert paragraphs_of_page(page) == ()


def test_a_page_nested_too_deep_still_gives_its_text() -> None:
    assert paragraphs_of_page("<div>" * 5000 + "深处。" + "</div>" * 5000) == ("深处。",)


def test_a_number_within_a_sentence_is_that_of_another_document() -> None:
    found = paragraphs_of_page(
        f"<html><body><div>另见测办发〔2030〕1号文件的规定</div><article>{BODY}</article></body></html>"
    )

    assert "测办发〔2030〕1号" not in found


def test_the_catalogue_of_the_site_is_no_part_of_the_document() -> None:
    assert not any("发文字号" in paragraph for paragraph in paragraphs_of_page(PAGE))
