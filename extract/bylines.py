"""Who wrote it: bylines on a line of their own, and those that open or close a paragraph."""

from __future__ import annotations

import re

from extract.han import HAN
from extract.wordlists import load_words

_SPACED = rf"(?<!{HAN}){HAN}[ 　]{{1,2}}{HAN}(?!{HAN})"
"""A name of two characters, set as wide as one of three."""

_NAME = rf"(?:{HAN}{{2,4}}|{_SPACED})"
_SHORT_NAME = rf"(?:{HAN}{{2,3}}|{_SPACED})"
_NO_ROLE = "(?!记者|通讯员|实习生)"  # a role begins the next names; without this the two could be parted in any number of ways
_NAMES = rf"{_NAME}(?:[ 　、,，]+{_NO_ROLE}{HAN}{{1,4}})*"
_DESK = rf"(?:本[报台刊网]|新华社|央视|{HAN}{{2,4}}(?:日报|晚报|晨报|时报)|见习|实习|特约|首席|驻站|全媒体)*"
_ROLE = rf"{_DESK}(?:记者|通讯员|实习生|评论员|特派员|作者|撰稿|撰文|文字|编译)"
_CREDITED = r"(?:文[/／]?图?|文并摄影|图文|撰文|摄影)"
_LINE = re.compile(
    rf"^[■□●▲◆◎★\s]*(?:{_CREDITED}[/／ :：]*)?(?:{_ROLE}[ 　:：/／]*{_NAMES}[ 　]*)+(?:报道|文|{_CREDITED})?$|"
    rf"^(?:图?文|撰文)[/／:：][ 　]*{_NAME}(?:[ 　、]+{_NAME}){{0,3}}$|"  # 文/石 磊
    rf"^(?:{_ROLE}[ 　]+)?{_NAME}(?:[ 　]+{_NAME})*[ 　]*[A-Z]\d{{3,4}}$"  # 本报记者 周静文 J204
)
_BRACKETED = re.compile(rf"^[(（](?=[^()（）]*(?:记者|通讯员|实习生))(?:(?:{_ROLE})?[ 　:：/／]*{_NAMES}[ 　]*)+[)）]$")
_CREDITS = re.compile(r"^[(（](?:口述|整理|采写|文|图|摄影|撰稿)[/／ :：　][^()（）]{2,24}[)）]$")
_SIGNATURE = re.compile(
    rf"^[(（](?:{HAN}{{2,14}}(?:中心|[台社报网])[ 　]+)?{_NAME}(?:[ 　]+{_NAME}){{0,2}}[)）]$|"  # (范阳), (沽源县融媒体中心 闫电)
    rf"^[(（]{_NAME}(?:[ 　]+{_NAME}){{0,2}}[ 　]*(?:{_CREDITED}|文)[)）]$|"  # (何静 文/图)
    rf"^(?:一[位名个])?{HAN}{{0,2}}(?:读者|市民|村民|居民|乘客|家长|网友|来信人)[ 　]+{_NAME}$"
)
_NO_SIGNATURE = frozenset("上篇 中篇 下篇 续篇 待续 未完 完结 节选 摘编 摘要 摘录 有删节 有删改 图文 如图 见图 附图 资料图 下同 略".split())
_BULLETED = re.compile(rf"^[■□●▲◆◎★][ 　]*{_SHORT_NAME}(?:[ 　]+{_SHORT_NAME}){{0,3}}$")
_NO_NAMES = frozenset(
    "链接 短评 数说 图说 背景 资料 提示 声音 观点 点评 微评 快评 评论 编后 现场 对话 问答 名词 速递 简讯 短讯 动态 看点 延伸".split()
)
"""What stands behind a mark as a name may, and heads a box."""

_CREDITS_END = ("摄", "供图", "摄影报道", "提供", "制图")
_PHOTO_ONLY = re.compile(rf"^(?:{_ROLE}|图)?[ 　:：/／]*{_NAMES}[ 　]*(?:摄|摄影|供图|摄影报道)$")
_RELEASED = re.compile(rf"^(?:新华社|中新社|本报|{HAN}{{2,6}})(?:记者)?发?[ 　]*[(（][^()（）]{{2,14}}摄[)）]$")
_SOURCE = re.compile(r"^[(（](?:[^()（）]{2,14}(?:网|社|报|日报|客户端))[)）]$")
_DATELINE = re.compile(
    rf"^本[报台刊网](?:{HAN}{{0,4}}讯|.{{0,14}}[电讯](?=[\s(（]))|^{HAN}{{0,4}}(?:日报|[晚晨早]报|都市报|商报)讯[\s(（]|"
    rf"^[【\[]{HAN}{{2,8}}[讯电][】\]]|"
    r"^(?:新华社|中新社|中新网|据新华社).{0,16}[电讯日]|"
    rf"^{HAN}{{1,4}}[市区县镇乡]讯[\s(（]|^据{HAN}{{2,10}}(?:消息|讯|报道)[ 　]|"
    r"^[(（](?:本[报刊网])?(?:记者|通讯员)|^本报记者[ 　]|^编辑(?:同志|部)?[:：]|"
    rf"^(?:市民|读者|网友){HAN}{{1,5}}来[电信][:：]"
)
_OPENING = re.compile(rf"^(?:本[报台刊网]|{HAN}{{2,4}}(?:日报|晚报)){HAN}{{0,4}}讯\s*[(（]\s*(?P<names>[^()（）]{{2,40}})[)）]")
_BARE_OPENING = re.compile(rf"^本[报台刊网]{HAN}{{0,4}}讯[ 　]+(?P<names>(?:{_SHORT_NAME}[ 　]+){{1,4}})")
_CLOSING = re.compile(r"[(（](?P<names>[^()（）]{2,14}(?:网|社|报|客户端)|(?=[^()（）]*(?:记者|通讯员))[^()（）]{4,30})[)）]$")
_SIGNED = re.compile(
    rf"[。！？”](?:[ 　]*[(（](?P<names>{_SHORT_NAME}(?:[ 　]+{_SHORT_NAME})*)[)）]|"
    rf"[ 　]+(?:{_ROLE})[ 　]*(?P<reporters>{_SHORT_NAME}(?:[ 　]+{_SHORT_NAME})*))$"
)
LEAST_SIGNED, LONGEST_SIGNED = 5, 12
"""Characters of a headline that an essay's writer signs; a longer one may have been broken by its width."""

LONGEST_SIGNATURE = 40
"""Characters behind the last sentence."""

_PEN_NAME = re.compile(rf"^{HAN}{{2,3}}$|^{HAN}[ 　]+{HAN}$")
_PHOTOGRAPHER = re.compile(rf"(?:记者|通讯员)[ 　]*((?:{_NAME}[ 　]*){{1,6}}?)(?:摄|供图)")
_PEOPLE_IN_BRACKETS = re.compile(r"[(（][^()（）]*(?:记者|通讯员|实习生|供图|摄)[^()（）]*[)）]")
_STAFF = "责编 责任编辑 美编 编辑 校对 版式 制图 主编 总编 设计 编审 监制 制片 导播 主播 值班主任 审核 统筹 策划 作者 摄影".split()
_PEOPLE = re.compile(
    rf"(?:{_ROLE})[ 　]+{_NAMES}(?=[ 　]*(?:摄|供图|文|报道|$))"
    rf"|(?<=[电讯])[ 　]*[(（]{_NAMES}[)）]"
    rf"|(?:{'|'.join(_STAFF)})[ 　]*[:：/／ 　][ 　]*{_SHORT_NAME}(?:[ 　、]+{_SHORT_NAME}(?![\u4e00-\u9fff:：/／]))*(?!{HAN})"
    rf"|(?<=[ 　。]){HAN}{{2,4}}(?=[ 　]+摄$)"
)
PEOPLE_HINTS = (
    *(role + gap for role in "记者 通讯员 实习生 评论员 特派员 作者 撰文 文字 编译".split() for gap in " 　"),
    *(end + gap for end in "电讯" for gap in "(（ 　"),
    *(role + mark for role in _STAFF for mark in ":：/／ 　"),
    *(gap + "摄" for gap in " 　"),
)
"""What stands in every text that names its people outside brackets."""

_BRIEF = re.compile(r"^[■□●▲△◆◇◎○★☆▍▎▌•▪►▶➤※✦][ 　]*\S.*[。！？]$")
_NOT_NAMES = load_words("not_names")
_SURNAMES = load_words("surnames")
_RARER_SURNAMES = frozenset("耿尚阎关霍柳祁翟兰岳殷詹鲁倪聂焦柴褚申丛栾鲍凌裴骆阮辛祝娄景翁梅桂卓瞿隋谷褚解")
"""Of authors only: most of them are common words' first characters too."""


def is_byline(text: str) -> bool:
    """True for a line that holds nothing but reporters' names (「■ 记者 胡萌伟 马晓冬」) or a source (「(千龙网)」)."""
    if _close_names(text[1:-1]) in _NO_SIGNATURE or text[1:].strip() in _NO_NAMES:
        return False
    return any(pattern.match(text) for pattern in (_LINE, _SOURCE, _BRACKETED, _CREDITS, _BULLETED, _SIGNATURE))


def is_photo_credit(text: str) -> bool:
    """True for a line that ends in a photographer's credit (「记者 吴迪 摄」, 「受访者供图」)."""
    return bool(_PHOTO_ONLY.match(text) or _RELEASED.match(text)) or (
        text.endswith(_CREDITS_END) and len(text) <= 200 and "版" not in text[-8:]
    )


def is_pen_name(text: str) -> bool:
    """True for a line as short as a name, which where a byline may stand is one."""
    return bool(_PEN_NAME.match(text))


def signs_headline(headline: str, text: str, is_report: bool) -> bool:
    """True for a pen name that stands alone between a headline and its text: one with a surname, or any above what is no report.

    Parameters
    ----------
    headline : str
        The line above.
    text : str
    is_report : bool
        True when a dateline opens the text below.
    """
    if not is_pen_name(text):
        return False
    has_surname = text[0] in _SURNAMES or text[0] in _RARER_SURNAMES
    return has_surname or not (is_report or len(headline) < LEAST_SIGNED or len(headline) >= LONGEST_SIGNED or text in _NO_NAMES)


def is_dateline(text: str) -> bool:
    """True when a paragraph opens an article (「本报讯」, 「新华社北京2月3日电」)."""
    return bool(_DATELINE.match(text))


def is_brief(text: str) -> bool:
    """True for a news item of one paragraph in a column of such (「●保定:涿州至北京房山的跨省公交增至4条。」)."""
    return bool(_BRIEF.match(text))


def is_marked(text: str) -> bool:
    """True for a byline that a mark sets above its text (「■ 记者 陈璠」)."""
    return text.startswith(("■", "□", "●", "▲", "◆", "◎", "★"))


def names_of_line(text: str) -> tuple[str, ...]:
    """The names in a byline."""
    source = _SOURCE.match(text)
    if source:
        return (text.strip("()（）"),)
    return _split_names(text)


def opening_names(text: str) -> tuple[str, ...]:
    """The reporters named at the start of a paragraph: 「本报讯(记者 张雯倩)」, 「本报讯 任德辉 近日」."""
    match = _OPENING.match(text)
    if match:
        return _split_names(match["names"])
    match = _BARE_OPENING.match(text)
    if match:
        return tuple(n for n in _close_names(match["names"]).split() if n not in _NOT_NAMES)
    return ()


def closing_names(text: str) -> tuple[str, ...]:
    """The source or reporters named at the end of a paragraph: 「(千龙网)」."""
    if match := _CLOSING.search(text):
        return _split_names(match["names"])
    span = signature(text)
    return _split_names(text[slice(*span)]) if span else ()


def signature(text: str) -> tuple[int, int] | None:
    """Where the authors stand behind the last sentence: 「…读懂了。（沈宁河）」, 「…准点。　　本报记者　奚若谷」."""
    match = _SIGNED.search(text, max(0, len(text) - LONGEST_SIGNATURE))
    if match is None or match["names"] in _NO_SIGNATURE:
        return None
    return match.span("names" if match["names"] else "reporters")


def photographers(text: str) -> tuple[str, ...]:
    """The names in a caption's credits: 「记者 吴迪 摄」."""
    return tuple(name for names in _PHOTOGRAPHER.findall(text) for name in _close_names(names).split())


def spans_of_people(text: str, has_hints: bool) -> tuple[tuple[int, int], ...]:
    """Where a paragraph names its reporters and photographers, whose names may look like places (通讯员 石怀柔).

    Parameters
    ----------
    text : str
    has_hints : bool
        True when one of `PEOPLE_HINTS` stands in it.
    """
    spans = [m.span() for m in _PEOPLE_IN_BRACKETS.finditer(text)]
    if has_hints:
        spans += [m.span() for m in _PEOPLE.finditer(text)]
    if opening := _BARE_OPENING.match(text):
        spans.append(opening.span("names"))
    if signed := signature(text):
        spans.append(signed)
    return tuple(spans)


def _split_names(text: str) -> tuple[str, ...]:
    bare = re.sub(_ROLE, " ", re.sub(r"[■□●▲◆◎★:：/／()（）]|文$|报道$|^图?文(?=[/／:：])", " ", _close_names(text)))
    return tuple(n for n in re.split(r"[ 　、,，\s]+", bare) if len(n) >= 2 and not n.isascii())


def _close_names(text: str) -> str:
    """The text with its names of two characters set close."""
    return re.sub(_SPACED, lambda m: m[0][0] + m[0][-1], text)
