"""What stands around and between the articles of a page: its head, short news, boxes, captions, interviews, late headlines."""

from __future__ import annotations

from extract.articles import divide_page
from extract.dates import date_articles
from extract.model import ArticleKind, PassageRole, SourceText
from tests.extract.handmade import LONG, OTHER, read, titles

HEAD = "经济新闻\n2006年9月14曰 星期四 第2版"


def test_a_jump_on_the_headlines_line_is_no_part_of_it() -> None:
    found = read("早市开张", "本报讯（记者 夏初）" + LONG, "（上接A1版）老厂房里的课表", OTHER)
    assert titles(found) == ["早市开张", "老厂房里的课表"]


def test_a_table_below_its_heading_and_notices_are_articles_of_their_own() -> None:
    rows = "\n".join(f"{n}．{place}产业园  总投资{n}8.3亿元  {place}" for n, place in enumerate(("静海", "武清", "宝坻"), 1))
    found = read("早市开张", "本报讯（记者 夏初）" + LONG, "新开工项目一览", rows, "今日提示", OTHER)
    assert titles(found) == ["早市开张", "新开工项目一览", "今日提示"]
    assert found[1].text.count("亿元") == 3


def test_other_papers_name_themselves_in_the_dateline_too() -> None:
    found = read("早市开张", "【早报讯】记者夏初报道：" + LONG, "新桥合龙", "晚报讯（记者 秋白）" + OTHER)
    assert titles(found) == ["早市开张", "新桥合龙"]


def test_a_subtitle_below_a_picture_belongs_to_the_headline_above_it() -> None:
    found = read("## 稻田里的账本", "▲新馆外景。　　本报记者　谷雨　摄", "### ——两岸走访", "■ 本报记者　夏初", LONG)
    assert [(a.title, a.subtitle) for a in found if a.kind is ArticleKind.ARTICLE] == [("稻田里的账本", "——两岸走访")]


def test_questions_after_a_report_are_another_article() -> None:
    found = read("早市开张", "本报讯（记者 夏初）" + LONG, "政策问答", "搬到片区能享受什么", "问：手续怎么办？", "答：" + OTHER)
    assert titles(found) == ["早市开张", "搬到片区能享受什么"]


def test_headlines_that_stand_together_above_the_first_text_go_to_their_texts() -> None:
    text = "本报讯（记者 秋白）无人机把板栗苗送上山，板栗苗圃里一天栽完一面坡，迁西的果农都来看这一趟快递。"
    found = read("新闻纵深\n一列火车唤醒一座港\n——海铁联运见闻\n板栗苗圃搭上无人机快递", "本报记者 夏初", LONG, text)
    assert [(a.title, a.subtitle) for a in found] == [("一列火车唤醒一座港", "——海铁联运见闻"), ("板栗苗圃搭上无人机快递", "")]


def test_a_readers_question_and_a_timetable_are_articles_of_their_own() -> None:
    rows = "\n".join(f"{a}→清东陵 首班8:10 末班15:40 票价18元" for a in ("北站", "西站", "南站"))
    found = read("早市开张", "本报讯（记者 夏初）" + LONG, "专线试运行时刻", rows, "读者热线", "问：暖气怎么退费？", "答：" + OTHER)
    assert titles(found) == ["早市开张", "专线试运行时刻", "读者热线"]


def test_a_box_of_facts_is_an_article_with_text() -> None:
    (found,) = read("数说永定河", "流经五市：大同、张家口、北京、廊坊、天津\n今年补水：四亿立方米\n沿线湿地：十七处")
    assert (found.kind, found.title, len(found.text.split("\n"))) == (ArticleKind.ARTICLE, "数说永定河", 4)


def test_the_sections_name_above_the_date_is_the_pages_even_where_the_date_is_misread() -> None:
    found = read(HEAD, "开发区添新军", "本报讯（记者 夏初）" + LONG)
    assert titles(found) == ["开发区添新军"]
    assert date_articles(found, HEAD)[1].published == "2006-09-14"


def test_a_headline_below_its_text_brings_its_kicker_and_subtitle() -> None:
    first, second = read("本报讯（记者 夏初）" + LONG, "新区巡礼", "填海造地", "——东疆一日", "架梁到杨村", "本报讯（记者 秋白）" + OTHER)
    assert (first.title.split()[-1], first.subtitle, second.title) == ("填海造地", "——东疆一日", "架梁到杨村")
    assert (first.bylines, second.bylines) == (("夏初",), ("秋白",))


def test_a_caption_of_two_lines_is_one_caption() -> None:
    found = read(
        "古村初雪", "本报讯（记者 夏初）" + LONG, "爨底下的石墙上落了一层薄雪。昨天，\n斋堂镇来了今冬头一批写生的学生。\n本报记者 冬青 摄"
    )
    (caption,) = [a for a in found if a.kind is ArticleKind.CAPTION]
    assert (len(caption.text.split("\n")), caption.bylines) == (3, ("冬青",))


def test_questions_of_an_interview_open_no_articles() -> None:
    questions = ("问：为什么来保定？", "答：" + LONG, "问：最难的是什么？", "答：" + OTHER)
    (found,) = read("“孩子不用跑了”\n对话人：儿科医生何静\n本报记者 夏初", *questions)
    assert (found.title, found.bylines, len(found.passages)) == ("“孩子不用跑了”", ("夏初",), 7)


def test_the_first_half_of_a_broken_paragraph_is_no_subtitle() -> None:
    (found,) = read("●天津机场通航点增至108个", "进入冬春航季，天津滨海国", "际机场新开两条航线。" + LONG)
    assert found.title == "●天津机场通航点增至108个"
    assert "天津滨海国际机场" in found.text


def test_a_web_pages_furniture_is_no_part_of_its_article() -> None:
    head = "晨报网_城事频道_新桥合龙\n首页 | 时政 | 社会 | 视频\n您所在的位置：首页 > 城事 > 正文"
    tail = "责任编辑：夏初\n相关阅读：\n· 香河快巴新增两处停靠点\n· 首都博物馆夜场开放\n版权声明：未经授权不得转载。"
    found = read(
        f"{head}\n新桥合龙 过河少绕十公里\n发布时间：2025-06-18 07:42 来源：晨报网\n作者：秋白\n字号：小 中 大\n{LONG}\n{OTHER}\n{tail}"
    )
    (article,) = [a for a in found if a.kind is ArticleKind.ARTICLE]
    assert (article.title, article.bylines) == ("新桥合龙 过河少绕十公里", ("秋白",))
    assert article.text.split("\n")[-2:] == [LONG, OTHER]


def test_a_scripts_title_label_is_no_part_of_the_title() -> None:
    found = read(f"《早间新闻》栏目 2025年12月21日 7:00播出\n【标题】雪季头一个周末\n【导语】{LONG}\n【正文】{OTHER}")
    assert titles(found) == ["雪季头一个周末"]


def test_the_sections_of_a_plan_are_one_article() -> None:
    found = read("上游保护工作要点", LONG, "一、总体目标", OTHER, "二、重点任务", "（一）治污", "1.控总氮。" + LONG[:-1] + "上下。")
    assert titles(found) == ["上游保护工作要点"]


def test_an_interviews_subheads_open_no_articles_whatever_their_level() -> None:
    found = read(
        "# 高端对话",
        "#### “老师傅更吃香”",
        "### ——对话技师雷师傅",
        "###### 本报记者 夏初",
        LONG,
        "## 谈转行",
        "问：原来做什么？",
        "答：" + OTHER,
        "# 谈饭碗",
        "问：人多余了吗？",
        "答：没有，都去了新车间。",
    )
    assert [(a.title, a.kicker) for a in found if a.kind is ArticleKind.ARTICLE] == [("“老师傅更吃香”", "高端对话")]


def test_a_headline_in_three_short_lines_is_one_and_its_column_the_kicker() -> None:
    (found,) = read("夜经济观察", "会展散场以后", "老街的灯", "为谁亮着", "■ 本报记者 夏初", LONG)
    assert (found.title, found.kicker, found.bylines) == ("会展散场以后 老街的灯 为谁亮着", "夜经济观察", ("夏初",))


def test_a_letter_to_the_editor_is_an_article() -> None:
    found = read("展厅开放", "本报讯（记者 夏初）" + LONG, "路口该不该装红绿灯", "编辑同志：" + OTHER, "（读者 秋白）")
    assert titles(found) == ["展厅开放", "路口该不该装红绿灯"]


def test_a_headline_of_two_lines_between_kicker_and_subtitle_is_one() -> None:
    (found,) = read("渤海新区\n盐碱地里的麦子\n端上了北京的餐桌\n旱碱麦订单面积扩大到二十万亩\n本报讯（记者 夏初）" + LONG)
    assert (found.kicker, found.title, found.subtitle) == ("渤海新区", "盐碱地里的麦子 端上了北京的餐桌", "旱碱麦订单面积扩大到二十万亩")


def test_a_pen_name_below_a_headline_is_no_part_of_it() -> None:
    (found,) = read("短评\n路近了，心要更近\n沈见\n" + LONG)
    assert (found.title, found.kicker, found.bylines) == ("路近了，心要更近", "短评", ("沈见",))


def test_a_page_head_and_the_rest_of_a_broken_name_in_it_are_no_headline() -> None:
    found = read("都市新闻 A06", "2025年11月6日 星期四", "责编 冯小岭 校对 老\n周", "拆旧忙", "本报讯（记者 夏初）" + LONG)
    assert titles(found) == ["拆旧忙"]


def test_a_readers_call_opens_an_article() -> None:
    found = read("新米上市", "本报讯（记者 夏初）" + LONG, "下了夜班怎么回家", "市民张女士来电：" + OTHER)
    assert titles(found) == ["新米上市", "下了夜班怎么回家"]


def test_an_interview_after_a_report_is_its_own_article_and_its_headline_stands_below() -> None:
    news = ("村村通上快递车", "本报讯（记者 夏初）" + LONG)
    talk = ("记者:冬天怎么送？", "老郝:" + OTHER, "记者:最远的一户呢？", "老郝:" + LONG)
    found = read(
        *news, *talk, "山路上的十三年\n——对话邮递员老郝\n本报记者 秋白", "短讯", "蔚县剪纸开展", "展厅设在古堡东门，老艺人周末教刻窗花。"
    )
    assert titles(found) == ["村村通上快递车", "山路上的十三年", "蔚县剪纸开展"]
    assert (found[1].subtitle, found[1].bylines) == ("——对话邮递员老郝", ("秋白",))


def test_a_heading_between_byline_and_text_is_a_crosshead() -> None:
    (found,) = read("## 老厂房的新算盘", "本报记者 夏初", "## 一台机床 两班人马", LONG)
    assert (found.title, found.subtitle, found.bylines) == ("老厂房的新算盘", "", ("夏初",))


def test_an_unmarked_line_above_a_marked_one_is_its_kicker() -> None:
    (found,) = read("## 水乡·北方", "找回小河", "## 十年清淤路：从一沟黑水到两岸杨柳", "本报记者 夏初", LONG)
    assert (found.kicker, found.title) == ("水乡·北方 找回小河", "十年清淤路：从一沟黑水到两岸杨柳")


def test_figures_behind_what_they_count_are_a_box_with_text() -> None:
    (found,) = read("数说快线", "全线长度 约六十公里,设计时速160公里\n经过 廊坊市、天津市武清区\n每天开行 41列\n首月客流 12.6万人次")
    assert (found.title, len(found.text.split("\n"))) == ("数说快线", 5)


def test_what_says_that_a_text_goes_on_elsewhere_belongs_to_the_text_above() -> None:
    first, _, second = read("## 果乡通高铁", "本报讯（记者 夏初）" + LONG, "（下转第4版）", "## 短新闻", "#### 饶阳大棚抢早市", OTHER)
    assert ("下转第4版" in first.text, second.title, "下转" in second.text) == (True, "饶阳大棚抢早市", False)


def test_a_pen_name_may_have_room_between_its_characters() -> None:
    (found,) = read("## 路灯为谁亮", "周 远", LONG)
    assert (found.title, found.bylines) == ("路灯为谁亮", ("周远",))


def test_a_signature_in_brackets_ends_an_article_as_a_byline_does() -> None:
    for signature in ("（柳青）", "（怀来县融媒体中心 关山）", "（本刊记者　柳青）"):
        found = read("早市开张", "本刊讯 " + LONG, signature, "老厂房里的课表", OTHER)
        assert titles(found) == ["早市开张", "老厂房里的课表"], signature
    found = read("早市开张", "本网讯 " + LONG + "（秦淮安）", "老厂房里的课表", OTHER)
    assert titles(found) == ["早市开张", "老厂房里的课表"]
    assert found[0].bylines == ("秦淮安",)


def test_remarks_in_brackets_sign_nothing() -> None:
    (found,) = read("早市开张", "本报讯 " + LONG + "（摘编）", OTHER)
    assert found.bylines == ()


def test_a_text_that_breaks_off_goes_on_below_the_article_that_stands_between() -> None:
    found = read(
        "渡口新桥合龙", "本报讯 " + LONG + "师傅们谁也", "灯会开幕", "本报讯 " + OTHER, "（柳青）", "没催过谁，大家心里有数。" + OTHER[::-1]
    )
    assert titles(found) == ["渡口新桥合龙", "灯会开幕"]
    assert "师傅们谁也没催过谁" in found[0].text


def test_kicker_and_headline_below_the_first_column_belong_to_it() -> None:
    found = read(
        "本报讯（记者 夏初）" + LONG + "每只筐上贴一张条码，扫一扫，",
        "倒计时百天",
        "菜篮子里的新规矩",
        "哪个棚里种的，写得清清楚楚。" + OTHER,
    )
    assert [a.kicker + a.title for a in found] == ["倒计时百天菜篮子里的新规矩"]


def test_a_box_of_links_amid_a_text_is_none_of_it() -> None:
    found = read("新桥合龙", "2019-12-30 17:42　来源：早报", LONG, "相关阅读\n· 另一座桥下月动工\n· 老渡口停航", LONG[::-1])
    assert titles(found) == ["新桥合龙"]
    assert found[0].text == f"新桥合龙\n{LONG}\n{LONG[::-1]}"


def test_a_text_below_a_table_is_no_part_of_the_table() -> None:
    rows = "车次　终到　开点\nG1　新城站　8:31\nG2　老城站　9:46\nG3　港口站　11:02"
    found = read("首趟列车开行", "本报讯 " + LONG, "部分车次（新城站）", rows, OTHER + "炉长摘下了安全帽。", "拆炉", OTHER[::-1])
    assert titles(found) == ["首趟列车开行", "部分车次（新城站）", "拆炉"]
    assert found[2].text.count("安全帽") == 1


def test_a_headline_behind_its_columns_name_opens_a_signed_article() -> None:
    found = read("早市开张", LONG, "闲话：一碗面的距离", OTHER, "（柳青）")
    assert titles(found) == ["早市开张", "闲话：一碗面的距离"]


def test_a_pages_number_and_section_above_its_date_are_no_headline() -> None:
    found = read("早报\nA5 县区·城事\n2016年5月13日 星期五", "早市开张", "本报讯 " + LONG, "热线追问", "公交车改道", "本报讯 " + OTHER)
    assert [a.kicker + a.title for a in found if a.kind is ArticleKind.ARTICLE] == ["早市开张", "热线追问公交车改道"]


def test_a_line_that_reports_what_somebody_says_is_no_headline() -> None:
    found = read("早市开张", "本报讯 " + LONG, "园区负责人表示，向南走高速到新城", "车程不超过二十分钟。" + OTHER)
    assert titles(found) == ["早市开张"] and "到新城" in found[0].text


def test_two_characters_that_a_headlines_line_had_no_room_for_belong_to_it() -> None:
    found = read("坐车、骑车、走路 城里人怎么去\n看球", "本报讯 " + LONG)
    assert titles(found) == ["坐车、骑车、走路 城里人怎么去 看球"]


def test_a_box_of_facts_keeps_its_longer_lines() -> None:
    rows = [
        f"{where}　看点：庙会、荷花　路线：{'沿老路一直往北走，过了第二座石桥再右转，' * n}到山门"
        for n, where in enumerate(("东山", "西山", "南山"))
    ]
    found = read("早市开张", "本报讯 " + LONG, "（柳青）", "周末去处一览", *rows)
    assert titles(found) == ["早市开张", "周末去处一览"]
    assert found[1].text.count("看点") == 3


def test_texts_that_stand_below_each_others_headlines_are_exchanged() -> None:
    road = "清晨，山里的班车沿着109国道往山外开，灾后的路通了，沿线的日子又热起来，车上坐满了卖菜的老人。"
    clinic = "本报讯(通讯员 夏初)大专家每周上山来坐诊，村民不用再起早，卫生院门前排起了队，县里还要再添两位。"
    found = read("路通了，山里的日子又热起来", clinic, "大专家每周上山来坐诊", "■ 记者 秋白", road)
    assert [(a.title, a.bylines) for a in found] == [("路通了，山里的日子又热起来", ("秋白",)), ("大专家每周上山来坐诊", ("夏初",))]
    assert "班车" in found[0].text and "卫生院" in found[1].text


def test_a_web_page_of_several_articles_is_parted_at_its_furniture() -> None:
    meta, foot = "2021-04-15　来源：晚潮　作者：柳青　浏览：1342", "【上一篇】　【下一篇】　　分享到：微信 微博"
    found = read("标题导航\n· 早市开张\n· 简讯", "早市开张", meta, LONG, foot, "新桥合龙", meta, OTHER, foot)
    assert titles(found) == ["早市开张", "新桥合龙"]
    assert "新桥" not in found[1].text


def test_a_headline_with_authors_below_its_text_takes_the_paragraphs_that_speak_of_it() -> None:
    walk = ("周末，老蹄窝边的停车场满了。" + OTHER, "老蹄窝上的古道修好了，农家乐跟着开了火。" + LONG)
    found = read("渡口放水", "本报讯 水库开了闸，下游的河道过了水。", *walk, "老蹄窝迎来新脚步", "■ 记者 秋白")
    assert titles(found) == ["渡口放水", "老蹄窝迎来新脚步"]
    assert "停车场" not in found[0].text


def test_a_longer_line_right_below_a_title_is_its_subtitle() -> None:
    (found,) = read("滨海老路今天换新颜\n两座县城之间只要一小时", "本报讯 " + LONG)
    assert (found.title, found.subtitle) == ("滨海老路今天换新颜", "两座县城之间只要一小时")


def test_two_phrases_below_a_headline_with_a_count_are_its_subtitle() -> None:
    (found,) = read("今年新修12座城际小站", "站前有了早市 站后添了书屋", "本报讯 " + LONG)
    assert (found.title, found.subtitle) == ("今年新修12座城际小站", "站前有了早市 站后添了书屋")
    (found,) = read("协同发展走过12周年", "握指成拳共奋进 同向发力谱新篇", "本报讯 " + LONG)
    assert found.title.endswith("握指成拳共奋进 同向发力谱新篇")


def test_a_series_name_of_several_words_on_top_of_a_page_is_no_headline() -> None:
    page = read("# 记者走新城·京津冀这些年", "## 洼地里长出菜园子", "### 两个村子合用一条渠", "■ 记者 夏初", LONG)
    assert titles(page) == ["洼地里长出菜园子"]
    assert titles(page, ArticleKind.MASTHEAD) == ["记者走新城·京津冀这些年"]


def test_one_sentence_over_two_lines_is_one_headline() -> None:
    for headline in ("山里的菇\n赶上了早班高铁", "云端的“同桌”\n住在山那头", "赶集看病\n不用三更起", "滑雪小镇\n夏天也不闲"):
        assert titles(read(headline, "本报讯（记者 夏初）" + LONG)) == [headline.replace("\n", " ")]


def test_a_report_whose_dateline_stands_alone_has_only_begun() -> None:
    found = read("大桃熟了", "本报讯（记者 夏初）", LONG, "头班车早了", "本报讯（记者 秋白）", OTHER)
    assert [(a.title, a.text.split("\n")[-1]) for a in found] == [("大桃熟了", LONG), ("头班车早了", OTHER)]


def test_a_byline_below_a_lead_ends_nothing_and_stands_where_it_stood() -> None:
    (found,) = read("铁轨过了河", "导读：新线全长八十一公里，串起两座新城。", "■ 本报记者　夏初", LONG)
    assert [p.role for p in found.passages] == [PassageRole.TITLE, PassageRole.BODY, PassageRole.BYLINE, PassageRole.BODY]
    assert found.bylines == ("夏初",)


def test_what_the_editors_say_of_a_letter_belongs_to_it() -> None:
    (found,) = read("末班车能不能再晚些", "编辑同志：", "我住在河东，在镇上做工。" + OTHER, "一位老乘客　王秋白", "编后：", LONG)
    assert found.text.endswith(LONG) and found.title == "末班车能不能再晚些"


def test_a_repeat_right_below_what_it_repeats_is_in_the_articles_range() -> None:
    page = "\n\n".join(("早市开张", "本报讯（记者 夏初）开头。", LONG, LONG, OTHER))
    (found,) = divide_page(SourceText("page.txt", page, "utf-8", ""))
    assert found.ranges == ((0, len(page)),) and found.text.count(LONG) == 1


def test_reports_from_towns_and_from_other_papers_open_articles() -> None:
    found = read("葡萄早上市", "牛驼镇讯 " + LONG, "水位回升", "据安新县消息 " + OTHER)
    assert titles(found) == ["葡萄早上市", "水位回升"]


def test_paragraphs_indented_with_narrow_spaces_are_parted() -> None:
    page = (
        "鸟回来了\n本报记者 夏初\n  "
        + "\n".join(LONG[i : i + 17] for i in range(0, len(LONG), 17))
        + "\n  "
        + OTHER[:15]
        + "\n"
        + OTHER[15:]
    )
    (found,) = divide_page(SourceText("page.txt", page, "utf-8", ""))
    assert [p.text for p in found.passages if p.role is PassageRole.BODY] == [LONG, OTHER]


def test_a_repeat_elsewhere_is_in_no_articles_range() -> None:
    page = "\n\n".join(("早市开张", "本报讯（记者 夏初）开头。", LONG, OTHER, LONG))
    (found,) = divide_page(SourceText("page.txt", page, "utf-8", ""))
    assert found.ranges == ((0, page.index(OTHER) + len(OTHER)),)
