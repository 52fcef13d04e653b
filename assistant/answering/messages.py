"""What the assistant says in its own voice, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import NoteKind, Reason
from assistant.languages import fold
from assistant.works import Bilingual, Language, Work

EXPLANATIONS: dict[str, Bilingual] = {
    "silent": Bilingual(
        "现有文件没有写明所问的内容。",
        "The documents do not say what was asked.",
    ),
    "off_topic": Bilingual(
        "问题不在现有文件的范围之内。",
        "The question is outside what the documents are about.",
    ),
    "elsewhere": Bilingual(
        "现有文件只涉及上海，没有{names}的内容。",
        "The documents are about Shanghai only; they say nothing about {names}.",
    ),
    "year": Bilingual(
        "现有文件没有写明{names}年的相关内容。",
        "The documents state nothing on this for {names}.",
    ),
    "figure": Bilingual(
        "找到的条款没有所问的数字。",
        "The clauses found hold no figure of the kind asked for.",
    ),
    "place": Bilingual(
        "找到的条款没有写明地点。",
        "The clauses found do not say where.",
    ),
    "name": Bilingual(
        "找到的条款没有提到“{names}”。",
        "The clauses found do not speak of {names}.",
    ),
    "absent": Bilingual(
        "所问的文件没有提到“{names}”。",
        "The document asked about does not mention {names}.",
    ),
    "no_clause": Bilingual(
        "没有这样编号的条款。",
        "There is no clause of that number.",
    ),
    "reason": Bilingual(
        "文件写明要做什么，没有写明为什么；请看最接近的条款。",
        "The documents say what is to be done and not why; see the nearest clauses.",
    ),
    "premise": Bilingual(
        "问题中的“{names}”与文件不符，请看最接近的条款。",
        "The question takes “{names}” for granted, which the documents do not say; see the nearest clauses.",
    ),
    "unclear": Bilingual(
        "问题不够明确，请说明想了解哪个方案、哪个方面。",
        "The question is not clear; please say which plan and what about it.",
    ),
    "unverified": Bilingual(
        "找到的句子没有通过核对，因此不予显示。",
        "The sentences found did not pass verification, so they are not shown.",
    ),
}

REASONS: dict[Reason, Bilingual] = {
    Reason.NOT_IN_CORPUS: Bilingual("文件未载明", "Not in the documents"),
    Reason.OUT_OF_SCOPE: Bilingual("超出范围", "Out of scope"),
    Reason.FALSE_PREMISE: Bilingual("前提有误", "False premise"),
    Reason.UNCLEAR: Bilingual("问题不明确", "Unclear question"),
}

NOTES: dict[NoteKind, Bilingual] = {
    NoteKind.ENGLISH_DIGEST: Bilingual(
        "",
        "The English is our digest of the Chinese document; the Chinese text prevails.",
    ),
    NoteKind.PERIOD_ENDED: Bilingual(
        "{title}的期限到{year}年为止，现已届满；以上是当时提出的目标。",
        "The period of the {title} ended in {year}; these are the targets it set at the time.",
    ),
    NoteKind.SHORTENED: Bilingual(
        "该处内容较多，这里只显示一部分；可用“显示条款”查看全文。",
        "There is more in that place than is shown here; open the clause to read all of it.",
    ),
    NoteKind.PARTLY: Bilingual(
        "其中这一部分现有文件没有写明：{part}",
        "The documents do not answer this part: {part}",
    ),
    NoteKind.UNDERSTOOD: Bilingual(
        "结合上文，问题理解为：{question}",
        "Read with the conversation so far, the question is: {question}",
    ),
    NoteKind.READINGS: Bilingual(
        "问题没有指明方案，以上按方案分别作答。",
        "The question names no plan; each plan that answers it is given.",
    ),
    NoteKind.SPELLING: Bilingual(
        "“{asked}”按“{read}”理解。",
        "“{asked}” was read as “{read}”.",
    ),
    NoteKind.LANGUAGE: Bilingual(
        "该文件没有中文文本，引用的是英文原文。",
        "This document has no English digest, so its Chinese text is quoted.",
    ),
    NoteKind.MODEL: Bilingual(
        "{why}，以上为直接摘自条款的回答。",
        "{why}, so this answer is taken from the clauses themselves.",
    ),
    NoteKind.TWO_SOURCES: Bilingual(
        "以上既引用了正式文件，也引用了新闻发布会报道；说法不同的，以正式文件为准。",
        "Both an official document and a press briefing are cited; where they differ, the document prevails.",
    ),
}

MODEL_NOTES: dict[str, Bilingual] = {
    "slow": Bilingual("语言模型没有及时作答", "The language model did not answer in time"),
    "gone": Bilingual("语言模型无法连接或中途出错", "The language model could not be reached or failed"),
    "silent": Bilingual("语言模型没有给出任何句子", "The language model gave no sentence"),
    "malformed": Bilingual("语言模型没有按要求的格式作答", "The language model did not answer in the form asked for"),
    "unverified": Bilingual("语言模型的句子没有一句通过核对", "No sentence of the language model passed verification"),
    "figure": Bilingual("语言模型的回答没有所问的数字", "The language model's answer lacked the figure asked for"),
    "cut": Bilingual(
        "语言模型没有答完；以上句子均已核对。",
        "The language model did not finish its answer; the sentences above are verified.",
    ),
}
"""Why an answer is not the language model's, or not all of it."""

SUGGESTION = Bilingual("《{title}》中“{heading}”的内容是什么？", "What does the {title} say about “{heading}”?")


def explanation(key: str, language: Language, question: str, names: Sequence[str] = ()) -> str:
    """Return why there is no answer, for people; names are written as the question writes them."""
    joint = "、" if language == "zh" else ", "
    return EXPLANATIONS[key].get(language).format(names=joint.join(_as_written(name, question) for name in names))


def _as_written(name: str, question: str) -> str:
    """Return a folded name as it stands in the question."""
    plain, origin = fold(question)
    at = plain.find(name)
    return question[origin[at] : origin[at + len(name) - 1] + 1] if name and at >= 0 else name


def model_note(key: str, language: Language) -> str:
    """Return the note that an answer is not the language model's, or was cut short."""
    why = MODEL_NOTES[key].get(language)
    return why if key == "cut" else NOTES[NoteKind.MODEL].get(language).format(why=why)


def period_note(work: Work, language: Language) -> str:
    """Return the note that a plan's period has ended.

    Raises:
        ValueError: the work states no period.
    """
    if work.period is None:
        raise ValueError(f"work {work.id} states no period")
    title = work.short_title.get(language)
    return (
        NOTES[NoteKind.PERIOD_ENDED]
        .get(language)
        .format(title=f"《{title}》" if language == "zh" else title, year=work.period[1])
    )
