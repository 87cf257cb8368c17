"""Texts and headlines that a page holds apart: what words, quotation marks, bylines and marks tell of whose they are."""

from __future__ import annotations

import pytest

from extract.articles import divide_page
from extract.model import Article, ArticleKind, PassageRole, SourceText
from tests.extract.handmade import LONG, OTHER, read

WATER = "水库放出的水沿着干涸多年的河道往下走，白洋淀的淀面比去年宽了两成，芦苇荡里又听见了苇莺。"
NURSE = "护士长每周来坐诊两天，血液科的号不用再去总院排队，异地医保也能直接结算。"


def read_articles(*blocks: str) -> list[Article]:
    return [a for a in read(*blocks) if a.kind is ArticleKind.ARTICLE]


def test_an_open_quotation_goes_on_where_it_is_closed() -> None:
    first, second = read_articles(
        "铁路修到家门口", "■ 记者 夏初", LONG, "“图上的一厘米，", "新门诊开张", "本报讯（记者 秋白）" + NURSE, "地上要走好多年。”老站长说。"
    )
    assert first.text.endswith("“图上的一厘米，地上要走好多年。”老站长说。")
    assert second.text.endswith(NURSE)


def test_headlines_between_two_texts_go_to_the_text_that_speaks_of_them() -> None:
    found = read_articles(
        "早市开张",
        "本报讯（记者 夏初）" + LONG,
        "记者 冬青",
        WATER,
        "淀面宽了两成",
        "水库放水见闻录",
        "血液科医保直接结算",
        "本报讯（记者 秋白）" + NURSE,
    )
    assert [(a.title, a.subtitle) for a in found] == [("早市开张", ""), ("淀面宽了两成 水库放水见闻录", ""), ("血液科医保直接结算", "")]
    assert WATER in found[1].text


def test_a_byline_below_a_signed_report_opens_the_text_of_the_headline_that_waits_for_one() -> None:
    first, second = read_articles(
        "白洋淀又听见苇莺",
        "保定日报 2018年6月14日",
        "园区迁来四十二家企业",
        "本报讯（记者 夏初）" + LONG,
        "本报记者 秋白 冬青",
        WATER,
        OTHER,
    )
    assert (first.title, second.title) == ("白洋淀又听见苇莺", "园区迁来四十二家企业")
    assert WATER in first.text and WATER not in second.text
    assert (first.bylines, second.bylines) == (("秋白", "冬青"), ("夏初",))


def test_a_paragraph_without_mark_below_marked_items_is_another_articles() -> None:
    first, second = read_articles(
        "白洋淀芦苇荡来了苇莺",
        "■ 记者 夏初",
        WATER,
        "简讯",
        f"●武清：{LONG}",
        f"●香河：{OTHER}",
        "芦苇荡边的老船工说，苇莺来了，白洋淀才算活了。",
    )
    assert first.text.endswith("才算活了。")
    assert second.text.endswith(OTHER)


def test_a_heading_above_the_byline_that_signs_the_text_is_its_subtitle() -> None:
    first, second = read_articles("老河道来水", WATER, "淀面宽了，苇莺来了", "记者 夏初", "新门诊开张", f"昨天起，{NURSE}(本报记者 秋白)")
    assert (first.title, first.subtitle, first.bylines) == ("老河道来水", "淀面宽了，苇莺来了", ("夏初",))
    assert (second.title, second.bylines) == ("新门诊开张", ("秋白",))


def test_a_note_below_the_byline_is_part_of_the_article() -> None:
    (found,) = read_articles("## 一件外套的旅程", "□本报记者 夏初 秋白", "### 【阅读提示】", LONG, "#### 四个小时变四十分钟", OTHER)
    assert (found.title, LONG in found.text, OTHER in found.text) == ("一件外套的旅程", True, True)


def test_a_reporter_between_the_text_and_its_late_headline_signs_the_text() -> None:
    found = read_articles("早市开张", "本报讯（记者 夏初）" + LONG, "记者 冬青", WATER, "通讯员 秋白", "淀面宽了两成，苇莺回到白洋淀")
    last = found[-1]
    assert last.text.split("\n")[-1] == "通讯员 秋白"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("津南区城市管理委员会", "关于部分路段封闭施工的通告"), "关于部分路段封闭施工的通告"),
        (("流域汛情通报", "(第17期)", "防汛办公室 2024年8月2日8时"), "流域汛情通报"),
        (("沧州新闻综合频道 特别节目文稿", "《运河边的两座城》"), "《运河边的两座城》"),
        (("标题:坝上的冬与夏", "栏目:《燕赵纪行》 2024年12月"), "坝上的冬与夏"),
        (("首页 > 走进昌黎 > 县情简介", "昌黎概况"), "昌黎概况"),
        (("稻田里的账本", "■ 本报记者 夏初 文/图"), "稻田里的账本"),
    ],
)
def test_the_title_of_notices_reports_and_programmes(lines: tuple[str, ...], title: str) -> None:
    (found,) = read_articles("\n".join(lines), LONG)
    assert found.title == title


def test_a_lead_sentence_behind_a_mark_is_the_title_of_its_item() -> None:
    items = (f"●七里海来了候鸟大军。{LONG}", f"●跨省公交开到医院门口。{OTHER}")
    assert [a.title for a in read_articles("简讯", *items)] == ["七里海来了候鸟大军", "跨省公交开到医院门口"]
    items = (f"【延庆】海坨山雪季今天收官。{LONG}", f"【蓟州】盘山直通车今起加密。{OTHER}")
    assert [a.title for a in read_articles("## 早市开张", "本报讯（记者 夏初）" + NURSE, "### 三地快讯", *items)][1:] == [
        "海坨山雪季今天收官",
        "盘山直通车今起加密",
    ]


def test_labels_of_a_script_are_text_and_the_lead_opens_a_report() -> None:
    found = read_articles(
        "■ 第一条 老河道来水", "【导语·口播】", WATER, "【同期】护林员 夏初", "“水来了。”", "■ 第二条 新门诊开张", "【导语·口播】", NURSE
    )
    assert [a.title for a in found] == ["■ 第一条 老河道来水", "■ 第二条 新门诊开张"]
    assert found[0].text.endswith("“水来了。”")


def test_a_papers_name_section_and_date_above_the_first_headline_are_the_pages() -> None:
    (found,) = read_articles("渤海晨报\n向海而行　协同共进\n2026.5.12\n星期二", "编辑：骆霞　美术编辑：单宝", "老河道来水", WATER)
    assert found.title == "老河道来水"


def test_of_three_lines_of_a_headline_the_shortest_is_the_title() -> None:
    (found,) = read_articles("稻田边建起外地大夫的专家门诊", "出村看上三甲", "首批六个专科轮流坐诊　结果三地互认", "■　记者　夏初", NURSE)
    assert (found.kicker, found.title) == ("稻田边建起外地大夫的专家门诊", "出村看上三甲")


def test_a_name_at_the_right_margin_and_a_reporter_behind_the_last_sentence_end_a_text() -> None:
    first, second = read_articles("早市开张", LONG, "　　　　　　　　　　　　司马徽言", WATER)
    assert (first.bylines, second.text) == (("司马徽言",), WATER)
    first, second = read_articles("早市开张", LONG + "　　本报记者　夏初", WATER, "老河道来水")
    assert (first.bylines, second.title) == (("夏初",), "老河道来水")


def test_a_paragraph_that_opens_in_mid_sentence_goes_on_where_a_text_broke_off() -> None:
    first, _ = read_articles(
        "门诊搬到家门口",
        "■ 记者 夏初",
        NURSE + "医保局的窗口",
        "老河道来水",
        "本报讯（记者 秋白）" + WATER,
        "也搬了过来，一个窗口就能办完。",
    )
    assert first.text.endswith("医保局的窗口也搬了过来，一个窗口就能办完。")


def test_a_text_below_a_picture_goes_on_with_the_article_whose_words_it_is_in() -> None:
    picture = "图为白洋淀的游船。本报记者　谷雨　摄"
    first, second = read_articles(
        "## 老河道来水",
        "■ 记者 夏初",
        WATER,
        "## 新门诊开张",
        "本报讯（记者 秋白）" + NURSE,
        picture,
        "白洋淀的淀面宽了，河道边的苇莺也多了。",
    )
    assert first.text.endswith("苇莺也多了。")
    first, second = read_articles(
        "## 老河道来水", "■ 记者 夏初", WATER, "## 新门诊开张", "本报讯（记者 秋白）" + NURSE, picture, "异地医保结算的窗口，总院也要学。"
    )
    assert second.text.endswith("总院也要学。")


def test_two_marked_lines_of_the_titles_size_open_an_article() -> None:
    found = read_articles("## 老河道来水", "■ 记者 夏初", WATER, "## 跨过省界问诊", "## 水库和两条河", NURSE)
    assert [a.title for a in found] == ["老河道来水", "跨过省界问诊 水库和两条河"]


def test_a_films_number_in_a_script_is_no_part_of_its_title() -> None:
    found = read_articles("【片一】一棵芹菜的夜路", "【正文】", OTHER, "【片二】一块城砖回家", "【正文】", WATER)
    assert [a.title for a in found] == ["一棵芹菜的夜路", "一块城砖回家"]


def test_of_two_headlines_in_one_stack_the_first_is_that_of_the_text_above() -> None:
    found = read_articles(
        "## 早市开张",
        "本报讯（记者 夏初）" + LONG,
        "记者 冬青",
        WATER,
        "## 苇莺回来了",
        "### ——白洋淀淀面侧记",
        "## 新门诊开张",
        "### 结果互认",
        NURSE,
    )
    assert [(a.title, a.subtitle) for a in found] == [("早市开张", ""), ("苇莺回来了", "——白洋淀淀面侧记"), ("新门诊开张", "结果互认")]
    assert WATER in found[1].text


def test_a_jump_between_the_lines_of_a_stack_is_not_lost() -> None:
    lines = ("## 苇莺回来了", "### 淀面侧记", "（下转第2版）", "### 一个春天", "## 新门诊开张", "### 结果互认", NURSE)
    found = divide_page(SourceText("page.txt", "\n\n".join(lines), "utf-8", ""))
    assert any("（下转第2版）" in a.text for a in found)


def test_a_bold_lead_is_a_title_and_a_jump_behind_a_text_none_of_it() -> None:
    assert [a.title for a in read_articles(f"**新桥今天合龙** {LONG}", f"**专线今起加密** {OTHER}")] == ["新桥今天合龙", "专线今起加密"]
    (found,) = read_articles(
        "早市开张", "本报讯（记者 夏初）" + LONG + "算账的人说，（下转本版右下）", "（上接本版左上）账是大家的。" + OTHER
    )
    assert "算账的人说，账是大家的。" in found.text


def test_a_sentence_with_who_said_it_stands_apart_and_the_text_goes_on_below() -> None:
    (found,) = read_articles(
        "一河清水走过三座城", "本报记者 夏初", WATER, "“水过桥的那天，我奶奶让我推她去看。”——村民秋白", "中游：断流的河床又有了浪", OTHER
    )
    assert found.text.endswith(OTHER)


def test_who_wrote_and_photographed_signs_in_brackets() -> None:
    first, second = read_articles("早市开张", "本报讯 " + LONG, "（何静 文/图）", WATER, "老河道来水")
    assert (first.bylines, second.title) == (("何静",), "老河道来水")


@pytest.mark.parametrize(
    ("line", "names"),
    [("■ 记者 凌 霄 柏云舒", ("凌霄", "柏云舒")), ("（凌 霄）", ("凌霄",)), ("文/凌 霄", ("凌霄",)), ("本报记者 柏云舒 K318", ("柏云舒",))],
)
def test_a_name_of_two_characters_set_wide_signs_a_text(line: str, names: tuple[str, ...]) -> None:
    first, second = read_articles("早市开张", WATER + "\n\n" + LONG, line, "老河道来水", OTHER)
    assert (first.bylines, first.title, second.title) == (names, "早市开张", "老河道来水")


def test_a_text_goes_on_below_the_jump_that_says_that_it_began_on_this_page() -> None:
    first, second = read_articles(
        "早市开张", "本报记者 夏初", WATER, "（下转本版右栏）", "老河道来水", "本报讯（记者 秋白）" + OTHER, "（上接本版左栏）", LONG
    )
    assert (LONG in first.text, LONG in second.text) == (True, False)


def test_a_column_that_nothing_else_proves_goes_to_the_broken_text_whose_words_it_is_in() -> None:
    first, second = read_articles(
        "永昌铸造厂搬进了新园区",
        "本报记者 夏初",
        "永昌铸造厂的电炉一次能化十二吨铁水，车间里的机械臂负责浇铸，铸件冷却以后由",
        "护士长来了",
        "本报记者 秋白",
        NURSE + "预约的人从早排到晚，血液科的诊室又添了两间。",
        "机械臂送到打磨车间，永昌铸造厂的铸件再由电炉旁的老师傅逐一敲打，听声音就知道有没有砂眼。",
    )
    assert ("砂眼" in first.text, "砂眼" in second.text) == (True, False)


def test_rows_drawn_with_lines_are_no_running_text() -> None:
    rows = "┌────┬───┐\n│码头　　│吨数　│\n│东码头　│ 310　│\n│西码头　│ 275　│\n└────┴───┘"
    (found,) = read_articles("早市开张", "本报讯 " + LONG, rows, WATER)
    assert "┌" not in found.text and "│东码头　│ 310　│\n│西码头" in found.text


def test_a_text_that_another_page_began_takes_no_headline_of_this_one() -> None:
    first, rest, second = read_articles(
        "早市开张",
        "本报讯（记者 夏初）" + LONG,
        "（上接第1版）",
        WATER,
        "三处旧粮仓改成展馆\n运河边添了夜游点",
        "本报讯（记者 秋白）" + OTHER,
    )
    assert (first.title, rest.title) == ("早市开张", "")
    assert "三处旧粮仓" in f"{second.kicker}{second.title}" and WATER in rest.text


def test_whoever_signs_an_essay_needs_no_surname() -> None:
    essay, report = read_articles("把账算得长一些\n晨曲", WATER, "旧粮仓改成展馆\n晨曲", "本报讯（记者 秋白）" + OTHER)
    assert (essay.title, essay.bylines) == ("把账算得长一些", ("晨曲",))
    assert "晨曲" not in report.bylines


def test_a_headline_is_left_to_the_text_below_that_alone_speaks_of_it() -> None:
    tail = "两块屏幕同时亮起，三十几个孩子隔空打了个招呼，山那头的老师头一回给他们上课。"
    found = read_articles(
        "要闻 2026年4月28日 星期二 第2版",
        tail,
        "一张欠条\n\n走了三个省市",
        "本报记者 夏初",
        "一张八万元的欠条，牵着三个省市的人。欠条是在集上打的，" + OTHER,
        "屏幕里的同桌",
        "本报讯（记者 秋白）两块屏幕，三十几个孩子，山那头的老师隔空打了个招呼，孩子们头一回见到屏幕里的同桌。",
    )
    assert [(a.title, "欠条" in a.text, tail in a.text) for a in found[-2:]] == [
        ("屏幕里的同桌", False, True),
        ("一张欠条 走了三个省市", True, False),
    ]


def test_a_jump_to_another_column_is_followed() -> None:
    found = read_articles(
        "早市开张",
        "本报记者 夏初",
        LONG,
        "（下转右栏）",
        "新桥合龙",
        "本报讯（记者 秋白）" + OTHER,
        "（上接左栏）",
        "摊主们说，早市还要再加一排棚子。",
    )
    assert [a.text.count("再加一排棚子") for a in found] == [1, 0]


def test_a_column_goes_on_where_an_article_is_printed_as_wide() -> None:
    def column(text: str, width: int) -> str:
        return "\n".join(text[i : i + width] for i in range(0, len(text), width))

    tail = "晚上收了工，他爱去河边走走，对岸新栽的柳树已经抽了条，水鸟一群群地落在浅滩上，谁也不怕谁，灯亮了才散。"
    found = read_articles(
        "新城的早高峰\n\n□ 本报记者 夏初",
        column("早上七点，公交站前第一批乘客开始了新的一天，年轻的工程师咬着火烧，等来了开往产业园的头班车。" + LONG, 15),
        "三座城一条河\n\n"
        + column("本报讯（记者 秋白）以前要绕道省会，现在一趟车就到，候车室里跑业务的人晃了晃手机里的车票。" + OTHER, 24),
        column(tail, 15),
    )
    assert [(a.title, tail in a.text) for a in found] == [("新城的早高峰", True), ("三座城一条河", False)]


def test_a_repeat_stays_where_its_text_was_before_that_found_its_headline() -> None:
    tail = "两块屏幕同时亮起，三十几个孩子隔空打了个招呼，山那头的老师头一回给他们上课。"
    report = "本报讯（记者 秋白）两块屏幕，三十几个孩子，山那头的老师隔空打了个招呼，孩子们头一回见到屏幕里的同桌。"
    found = read_articles(tail, tail, "新桥今天合龙", "本报讯（记者 夏初）" + OTHER, "屏幕里的同桌", report)
    assert [tail in a.text for a in found if a.title == "屏幕里的同桌"] == [True]
    assert [p.text for a in found for p in a.passages if p.role is PassageRole.REPEAT] == [tail]
