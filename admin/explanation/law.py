"""How a rule's ground is cited: regulation and article, and openly when either is not established."""

import re

from admin.teller import Row, Teller

CODE = re.compile(r"(?P<kind>.+)-(?P<number>\d+)-(?P<year>\d{4})")
KINDS = {
    "PERBKN": "Peraturan BKN",
    "PERKA-BKN": "Perka BKN",
    "PERLAN": "Perlan",
    "PERMENPANRB": "PermenPANRB",
    "PERPRES": "Perpres",
    "KEPBKN": "KepBKN",
    "SE-BAKN": "SE Kepala BAKN",
}
UNSURE = "pasal belum dipastikan"
ENGLISH = {
    UNSURE: "article not established",
    "surat edaran tentang distribusi predikat": "circular on the distribution of predicates",
    "pasal": "article",
    "ayat": "paragraph",
    "huruf": "letter",
    "lampiran": "annex",
    "dan": "and",
}
WORDS = re.compile("|".join(rf"\b{word}\b" for word in ENGLISH))


def cite(teller: Teller, row: Row) -> str:
    """Return the ground of a rule as it is cited: `PP 99/2000, pasal 7`.

    A rule of confidence U is never cited as law: it is told as a choice, with what it was taken from.
    """
    regulation, is_choice = name_regulation(row.get("regulation")), row.get("confidence") == "U"
    article = row.get("article") or (UNSURE if regulation and not is_choice else "")
    ground = ", ".join(filter(None, (regulation, article)))
    if teller.language == "en":
        ground = WORDS.sub(lambda found: ENGLISH[found[0]], ground)
    if not is_choice:
        return ground
    if not ground:
        return teller.say("pilihan Merit, bukan ketentuan hukum | a choice of Merit, not law")
    return teller.say(
        "pilihan, bukan ketentuan yang dipastikan (acuan: {ground}) | a choice, not established law (compare {ground})",
        ground=ground,
    )


def name_regulation(code: str | None) -> str:
    """Return what people call the regulation of a code: `PERBKN-3-2023` is `Peraturan BKN 3/2023`."""
    found = CODE.fullmatch(code or "")
    if found is None:
        return code or ""
    return f"{KINDS.get(found['kind'], found['kind'])} {found['number']}/{found['year']}"
