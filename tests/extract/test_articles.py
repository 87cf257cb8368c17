"""Pages as newspapers lay them out, divided into articles in reading order."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from extract.articles import divide_page
from extract.model import Article, ArticleKind, PassageRole, SourceText
from extract.reading import read_text

ROOT = Path(__file__).parent.parent.parent


def page(text: str) -> tuple[Article, ...]:
    return divide_page(SourceText("page.txt", text, "utf-8", hashlib.sha256(text.encode()).hexdigest()))


def body(article: Article) -> list[str]:
    return [p.text for p in article.passages if p.role is PassageRole.BODY]


LONG = "天津市武清区积极承接北京非首都功能疏解，引进项目一百二十九个，总投资超过五百八十亿元，带动就业三万余人。"


@pytest.mark.parametrize("name", ["001_2d9b35b43cfe2626", "002_83505fbf49f17fe3"])
def test_annotated_pages_are_divided_as_their_annotators_did(name: str) -> None:
    gold = json.loads((ROOT / "tests" / "gold" / f"{name[:3]}.json").read_text(encoding="utf-8"))
    found = {a.title: a for a in divide_page(read_text(ROOT / "seeds" / f"{name}.txt"))}
    for article in (a for a in gold["articles"] if a["kind"] == "article"):
        want = [i for a, b in article["ranges"] for i in range(a, b)]
        got = [i for a, b in found[article["title"]].ranges for i in range(a, b)]
        both = set(want) & set(got)
        assert len(both) / len(set(want) | set(got)) >= 0.98, article["title"]
        assert [i for i in got if i in both] == [i for i in want if i in both], article["title"]


def test_every_character_of_the_five_pages_belongs_to_at_most_one_article() -> None:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        source = read_text(path)
        seen: set[int] = set()
        for article in divide_page(source):
            for a, b in article.ranges:
                assert not seen & set(range(a, b)), (path.name, article.title)
                seen |= set(range(a, b))
        left = "".join(c for i, c in enumerate(source.text) if i not in seen and not c.isspace() and c != "#")
        assert len(left) < 320, (path.name, left)  # repeated paragraphs only


def test_columns_of_the_red_bridge_store_are_put_back_in_order() -> None:
    source = read_text(ROOT / "seeds" / "000_23a6a8bb32791a82.txt")
    article = next(a for a in divide_page(source) if "集结号" in a.title)
    text = article.text
    assert text.index("本报讯(记者 张雯倩)") < text.index("并完成塔吊、举升车、曲臂车等机械设备") < text.index("高端仓储、定制服务")


def test_a_headline_below_its_text_claims_it() -> None:
    source = read_text(ROOT / "seeds" / "003_7cb799a000531fba.txt")
    article = next(a for a in divide_page(source) if a.title.startswith("京津产业新城"))
    assert body(article)[0].startswith("春回大地")
    assert body(article)[-1].endswith("强势崛起。")
    assert [p.role for p in article.passages].count(PassageRole.REPEAT) == 2


def test_a_word_broken_over_two_columns_is_one_word_again() -> None:
    first, second = "依托周边改造释放的土地，京津冀", "同城商务区建设获得了宝贵空间支撑。"
    (article,) = page(f"本报讯(记者 李杨){first}\n\n{second}\n")
    assert body(article) == [f"本报讯(记者 李杨){first}{second}"]
    start, end = article.passages[0].span(article.passages[0].text.index("京津冀同城"), article.passages[0].text.index("建设"))
    assert f"本报讯(记者 李杨){first}\n\n{second}\n"[start:end] == "京津冀\n\n同城商务区"


def test_a_crosshead_stays_in_its_article_and_a_dateline_opens_the_next() -> None:
    articles = page(
        f"协同向新 唱响双城记\n\n■ 记者 胡萌伟 马晓冬\n\n{LONG}\n\n职住无忧 轨道连双城\n\n{LONG}去年。\n\n出口值创新高\n\n本报讯(记者 马晓冬){LONG}前年。\n"
    )
    assert [a.title for a in articles] == ["协同向新 唱响双城记", "出口值创新高"]
    assert articles[0].bylines == ("胡萌伟", "马晓冬")
    assert [p.text for p in articles[0].passages if p.role is PassageRole.CROSSHEAD] == ["职住无忧 轨道连双城"]


def test_a_byline_at_the_end_closes_an_article() -> None:
    articles = page(f"问需开方 订单量质齐升\n\n走进厂房。{LONG}\n\n记者 王音\n\n脉冲引领 智造联通未来\n\n晨光初启。{LONG}\n\n记者 陈瑞\n")
    assert [(a.title, a.bylines) for a in articles] == [("问需开方 订单量质齐升", ("王音",)), ("脉冲引领 智造联通未来", ("陈瑞",))]


def test_captions_stand_apart_and_the_text_goes_on_behind_them() -> None:
    articles = page(
        f"履职故事\n\n■ 记者 韩雯\n\n春节前。{LONG}\n\n\n\n图为武清站候车大厅。\n\n记者 周伟 摄\n\n她的脚步走遍全国。{LONG}又及。\n"
    )
    caption = next(a for a in articles if a.kind is ArticleKind.CAPTION)
    assert (caption.bylines, caption.text) == (("周伟",), "图为武清站候车大厅。\n记者 周伟 摄")
    story = next(a for a in articles if a.title)
    assert len(body(story)) == 2


def test_a_jump_line_opens_an_article() -> None:
    articles = page(f"出口创新高\n\n本报讯(记者 马晓冬){LONG}\n\n重点项目开复工提速\n\n(上接第1版)\n\n作为首批项目之一，{LONG}\n")
    assert [a.title for a in articles] == ["出口创新高", "重点项目开复工提速"]


def test_the_halves_of_a_text_that_another_article_parts_are_joined_by_the_word_they_share() -> None:
    articles = page(
        f"## 大桥主跨合龙\n\n本报讯（记者 曹政）大桥顺利合龙。{LONG}\n\n通以来，累计接待游客六十二万人次。\n\n## 坐船游三城\n\n"
        f"本报讯（记者 李祺瑶）登船看柳，下船吃饼。文旅部门介绍，这条水路自京冀互联互\n"
    )
    assert [a.title for a in articles] == ["大桥主跨合龙", "坐船游三城"]
    assert articles[1].text.endswith("这条水路自京冀互联互通以来，累计接待游客六十二万人次。")


def test_a_repeated_paragraph_is_kept_apart() -> None:
    (article,) = page(f"本报讯(记者 李杨)开头。\n\n{LONG}\n\n中间还有一段话。\n\n{LONG}\n")
    assert [p.role for p in article.passages if p.text == LONG] == [PassageRole.BODY, PassageRole.REPEAT]
    assert article.text.count(LONG) == 1


def test_a_repeat_with_a_misread_character_is_one_and_one_with_another_figure_is_none() -> None:
    misread, other = LONG.replace(LONG[14], "口"), LONG[:-1] + "7。"
    articles = page(f"# 站前新街\n\n本报讯(记者 李杨)开头。\n\n{LONG}\n\n# 河边早市\n\n本报讯(记者 高远)另一段。\n\n{misread}\n\n{other}\n")
    assert [p.role for p in articles[1].passages if p.text == misread] == [PassageRole.REPEAT]
    assert [p.role for p in articles[1].passages if p.text == other] == [PassageRole.BODY]


def test_kicker_title_and_subtitle_are_told_apart() -> None:
    articles = page(f"# 三地同心 共绘新篇\n\n## ——推动协同发展走深走实\n\n### 年终专稿\n\n■ 记者 陈璠\n\n冬日。{LONG}\n")
    assert (articles[0].kicker, articles[0].title, articles[0].subtitle) == ("年终专稿", "三地同心 共绘新篇", "——推动协同发展走深走实")


def test_a_page_without_headings_is_one_article() -> None:
    (article,) = page(LONG)
    assert (article.title, article.text, article.ranges) == ("", LONG, ((0, len(LONG)),))


def test_windows_line_ends_keep_offsets_into_the_file() -> None:
    text = f"## 标题在此\r\n\r\n本报讯(记者 李杨){LONG}\r\n"
    (article,) = page(text)
    for passage in article.passages:
        assert "".join(text[a:b] for a, b in passage.ranges) == passage.text


def test_a_byline_between_two_texts_ends_the_first() -> None:
    articles = page(
        f"天开园里试出新可能\n\n——看科技成果走过最初一公里\n\n凌晨一点。{LONG}\n\n又是一天。{LONG}再。\n\n记者 葛天一\n\n会展带来的不只是人流。产业{LONG}三。\n\n"
        f"记者 殷蓉\n\n会展“流量”变产业“留量”\n\n国家会展中心开馆。{LONG}四。\n"
    )
    assert [(a.title, a.bylines) for a in articles] == [("天开园里试出新可能", ("葛天一",)), ("会展“流量”变产业“留量”", ("殷蓉",))]
    assert [t[:4] for t in body(articles[1])] == ["国家会展", "会展带来"]


def test_a_column_of_briefs_opens_where_its_heading_stands() -> None:
    articles = page(
        f"一渠清水送密云\n\n河北日报讯(记者 陈宝云){LONG}\n\n民生速递\n\n●保定:涿州至北京房山的跨省公交增至4条。\n\n●衡水:新增三家康养机构。\n"
    )
    assert [a.title for a in articles] == ["一渠清水送密云", "民生速递"]
    assert articles[0].bylines == ("陈宝云",)


def test_headings_before_the_byline_that_closes_a_text_are_its_crossheads() -> None:
    articles = page(
        f"# 雄安新区：央企总部落地生根\n\n初夏。{LONG}\n\n### 疏解，不是简单的搬家\n\n搬来的是总部。{LONG}二。\n\n（河北日报记者 原付川 刘梦）\n\n"
        f"## 黄骅港：煤港转身\n\n本报讯{LONG}三。\n\n#### 什么是散改集\n\n散改集是指。{LONG}四。\n"
    )
    assert [a.title for a in articles] == ["雄安新区：央企总部落地生根", "黄骅港：煤港转身"]
    assert articles[0].bylines == ("原付川", "刘梦")


def test_a_short_line_between_paragraphs_of_a_marked_page_is_the_start_of_a_broken_one() -> None:
    (article,) = page(
        f"## 西沽南留住老胡同\n\n本报讯(记者 高立)老街活了。{LONG}\n\n这里距天津西站不到3公里，与京津冀\n\n同城商务区隔河相望。{LONG}\n"
    )
    assert any("与京津冀同城商务区隔河相望" in t for t in body(article))


def test_a_headline_that_loses_its_text_to_another_article_breaks_nothing() -> None:
    text = "门广场上人很多，大家都很高兴。\n\n# 标题一\n\n本报讯(记者 张三) 昨天他从家里一直走到天安\n\n# ——孤立的标题\n"
    articles = page(text)
    assert "".join(a.text for a in articles).count("天安门广场上人很多") == 1


def test_nothing_of_a_page_is_lost() -> None:
    text = f"记者 王音\n\n标题在此处\n\n本报讯(记者 李杨){LONG}\n\n孤零零的标题\n\n(下转第3版)\n\n记者 陈瑞\n"
    kept = {i for a in page(text) for x, y in a.ranges for i in range(x, y)}
    assert [c for i, c in enumerate(text) if i not in kept and not c.isspace()] == []


BROKEN = """# 未来之城拔节生长

本报讯(记者 李杨)容东片区居民入住。

### 好学校搬到家门口

高校建设热火朝天。三所大学的校区主体结构

陆续封顶，首批师生将于明

近日，白石山景区迎来游客高峰。 李杨 摄

### 一小时通达京津

路网先行。高速公路全线贯通。

年秋季入学。科技园引来企业。
"""


def test_a_crosshead_between_the_halves_of_a_sentence_opens_no_article() -> None:
    first, caption = page(BROKEN)
    assert (first.kind, caption.kind) == (ArticleKind.ARTICLE, ArticleKind.CAPTION)
    assert body(first)[1] == "高校建设热火朝天。三所大学的校区主体结构陆续封顶，首批师生将于明年秋季入学。科技园引来企业。"


def test_a_caption_that_credits_the_whole_page_is_one() -> None:
    found = page("标题\n\n" + LONG + "\n\n右图 游船驶过海河上的解放桥。 本版摄影 姚文生\n")
    assert [a.kind for a in found] == [ArticleKind.ARTICLE, ArticleKind.CAPTION]


def test_briefs_signed_in_brackets_open_though_text_of_another_article_follows_them() -> None:
    text = f"夜校开学\n\n本报讯(记者 李杨){LONG}\n\n简讯\n\n{LONG[::-1][1:]}。(记者 许可)\n\n图为校园。\n\n{LONG[5:]}\n"
    assert "简讯" in [a.title for a in page(text)]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("老渡口建成“会客厅”", "沿河六村合办夏季集市"), "老渡口建成“会客厅”"),  # the figure, explained
        (("旧桥头的河边", "年轻人开起修表铺"), "旧桥头的河边 年轻人开起修表铺"),  # where, and what
        (("渡口“会客厅”添了新茶座", "村里的“说事亭”一夏天接待客人4300人"), "渡口“会客厅”添了新茶座"),  # the figures, in numbers
        (("沿河截污干管二期工程提前三个月完工", "一渠清水进城来"), "一渠清水进城来"),  # what it is about, and the headline
        (("两村共用一口井", "井水归谁管 村里说了算 镇里来作证 村民都点头"), "两村共用一口井"),
    ],
)
def test_which_of_two_unmarked_lines_is_the_title(lines: tuple[str, str], title: str) -> None:
    page = "\n".join((*lines, "本报记者 夏初", "")) + "\n渡口的石阶修好了，傍晚来乘凉的人坐满了长椅。"
    (found,) = divide_page(SourceText("page.txt", page, "utf-8", ""))
    assert found.title == title
