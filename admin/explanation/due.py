"""What falls due: the next salary increment, retirement, the end of a contract, the decoration for long service."""

from collections.abc import Iterator

from admin.explanation.content import BAD, GOOD, QUIET, Remedy, Section
from admin.explanation.law import cite
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.explanation.wording import tell_facts
from admin.teller import Row, Teller

INCREMENT = """
    SELECT due.*, label.regulation AS label_regulation, asked.regulation AS asked_regulation,
        asked.article AS asked_article, asked.confidence AS asked_confidence
    FROM {marts}.kgb_due AS due
    LEFT JOIN {rules}.due_label AS label ON label.topic = 'KGB' AND label.code = due.status_code
    LEFT JOIN {rules}.salary_rule AS asked ON asked.valid_from <= due.as_of_date
        AND (asked.valid_to IS NULL OR asked.valid_to > due.as_of_date)
    WHERE due.nip = :nip
"""
RETIREMENT = "SELECT * FROM {marts}.retirement_forecast WHERE nip = :nip"
CONTRACT = """
    SELECT due.*, rule.regulation, rule.article, rule.confidence
    FROM {marts}.contract_due AS due
    LEFT JOIN {rules}.parameter AS rule ON rule.code = 'contract_min_months' AND rule.valid_from <= due.as_of_date
        AND (rule.valid_to IS NULL OR rule.valid_to > due.as_of_date)
    WHERE due.nip = :nip
"""
DECORATION = """
    SELECT due.*, kind.name AS received_label_id, coalesce(kind.name_en, kind.name) AS received_label_en,
        label.regulation AS label_regulation
    FROM {marts}.satyalancana_due AS due
    LEFT JOIN {rules}.due_label AS label ON label.topic = 'SATYALANCANA' AND label.code = due.status_code
    LEFT JOIN reference.award_kind AS kind ON kind.code = due.received_code
    WHERE due.nip = :nip
"""
INCREMENT_TONES = {
    "DIJADWALKAN": GOOD,
    "PEMBERITAHUAN": GOOD,
    "SUDAH_WAKTUNYA": BAD,
    "DITUNDA": BAD,
    "TERHALANG": BAD,
    "DATA_TIDAK_LENGKAP": BAD,
}
CONTRACT_TONES = {"BERJALAN": GOOD, "SUDAH_DIPERPANJANG": GOOD, "DATA_TIDAK_LENGKAP": BAD, "MELEBIHI_BUP": BAD}
DECORATION_TONES = {"DIUSULKAN": GOOD, "LENGKAP": GOOD, "TERHALANG": BAD}


def tell_due(source: Source, desk: Desk, nip: str) -> Iterator[Section]:
    """Tell the increment, retirement, contract and decoration of a person, each where there is one."""
    for row in source.all(INCREMENT, nip=nip):
        yield _tell_increment(desk, row)
    for row in source.all(RETIREMENT, nip=nip):
        yield _tell_retirement(desk, row)
    for row in source.all(CONTRACT, nip=nip):
        yield _tell_contract(desk, row)
    for row in source.all(DECORATION, nip=nip):
        yield _tell_decoration(desk, row)


def _tell_increment(desk: Desk, row: Row) -> Section:
    teller, is_leaving = desk.teller, row["status_code"] == "PENSIUN"
    return Section(
        code="kgb",
        title=teller.say("Kenaikan gaji berkala (KGB) | Salary increment (KGB)"),
        verdict=teller.read(row, "status_label"),
        tone=INCREMENT_TONES.get(row["status_code"], QUIET),
        sentences=tuple(_describe_increment(teller, row)),
        facts=tell_facts(
            teller,
            ("KGB berikutnya | Next increment", None if is_leaving else row["next_on"]),
            ("Pemberitahuan paling lambat | Notice at the latest", None if is_leaving else row["notice_on"]),
            ("Gaji pokok menurut KGB terakhir | Base salary of the last increment", teller.money(row["base_salary"])),
            ("Dasar hukum jadwal | Legal basis of the schedule", _cite_due(teller, row)),
            ("Dasar hukum syarat kinerja | Legal basis of the performance asked", _cite_asked(teller, row)),
        ),
        remedies=_mend_increment(desk, row),
    )


def _describe_increment(teller: Teller, row: Row) -> Iterator[str]:
    if row["status_code"] == "TIDAK_BERLAKU":
        yield teller.say(
            "KGB tidak berlaku: tidak ada tabel gaji berkala bagi golongan atau jenis kepegawaian ini. | "
            "There is no increment: no table of increments exists for this grade or kind of employment."
        )
        return
    if row["anchor_on"] is not None:
        yield teller.say(
            "Keputusan terakhir berlaku {day}, dengan masa kerja golongan {span}. | "
            "The last decree took effect on {day}, with a service in grade of {span}.",
            day=row["anchor_on"],
            span=teller.span(row["service_total_months"]),
        )
    if row["next_step_years"] is not None:
        yield teller.say(
            "Langkah berikutnya pada masa kerja golongan {years} tahun, menurut jadwal {day}. | "
            "The next step is at {years} years of service in grade, scheduled for {day}.",
            years=row["next_step_years"],
            day=row["scheduled_on"],
        )
    if row["blockers"]:
        yield teller.say("Penghalang: {words}. | Held up by: {words}.", words=teller.read(row, "blockers"))
    if row["delay_months"]:
        yield teller.say(
            "Karena itu bergeser {months} bulan menjadi {day}. | It moves by {months} months to {day}.",
            months=row["delay_months"],
            day=row["next_on"],
        )
    if row["predicate_code"] is not None:
        yield teller.say(
            "Predikat kinerja tahun {year} ialah {predicate}; syaratnya paling rendah Cukup (Butuh Perbaikan). | "
            "The predicate of {year} is {predicate}; at least Needs improvement is required.",
            year=row["performance_year"],
            predicate=teller.read(row, "predicate_label"),
        )
    if row["missed_steps"]:
        yield teller.say(
            "Ada {steps} langkah sesudahnya yang juga sudah waktunya tetapi belum tercatat. | "
            "Later steps that are due as well but not on record: {steps}.",
            steps=row["missed_steps"],
        )


def _cite_due(teller: Teller, row: Row) -> str:
    """Return the ground of a due date; of a person for whom none is due, that of the status."""
    return cite(teller, row if row["regulation"] else {"regulation": row["label_regulation"]})


def _cite_asked(teller: Teller, row: Row) -> str | None:
    """Return the ground of the performance that an increment asks for, where it was asked."""
    if row["performance_year"] is None or row["scheme"] == "PPPK":  # the rule found is on PNS
        return None
    return cite(teller, {name: row[f"asked_{name}"] for name in ("regulation", "article", "confidence")})


def _mend_increment(desk: Desk, row: Row) -> tuple[Remedy, ...]:
    if row["missing_code"]:
        return desk.find(row["missing_code"], row, row["performance_year"])
    return desk.find("KGB", row) if row["status_code"] == "SUDAH_WAKTUNYA" else desk.look(row)


def _tell_retirement(desk: Desk, row: Row) -> Section:
    teller = desk.teller
    evidence = {"evidence_table": "personnel.assignment", "evidence_id": row["evidence_assignment_id"]}
    return Section(
        code="pensiun",
        title=teller.say("Pensiun (BUP) | Retirement"),
        verdict=teller.read(row, "horizon_label"),
        tone=BAD if row["horizon_code"] == "SUDAH_LEWAT" else QUIET,
        sentences=tuple(_describe_retirement(teller, row)),
        facts=tell_facts(
            teller,
            ("TMT pensiun | Pension date", row["pension_on"]),
            ("Sisa masa kerja | Time left", teller.span(row["months_left"])),
            ("Dasar hukum | Legal basis", cite(teller, row)),
        ),
        remedies=desk.look(evidence),
    )


def _describe_retirement(teller: Teller, row: Row) -> Iterator[str]:
    yield teller.say(
        "Mencapai batas usia pensiun {age} tahun pada {day}; pensiun mulai tanggal satu bulan berikutnya, {pension}. | "
        "Reaches the retirement age of {age} on {day}; retires on the first of the next month, {pension}.",
        age=row["retirement_age"],
        day=row["reached_on"],
        pension=row["pension_on"],
    )
    if row["is_decided_by_future_post"]:
        yield teller.say(
            "Yang menentukan ialah jabatan {post} mulai {day} (selisih {months} bulan dari jabatan sekarang). | "
            "What decides is the post {post} from {day} ({months} months against the present post).",
            post=row["future_position_name"],
            day=row["future_post_from"],
            months=row["gained_months"],
        )
    if row["terminated_on"] is not None:
        yield teller.say(
            "Sudah tercatat berhenti pada {day}. | An end of employment is on record: {day}.", day=row["terminated_on"]
        )
    if row["seat_name"] is not None:
        yield teller.say(
            "Jabatan {seat} ({unit}) lalu berisi {left} dari {needed} orang yang dibutuhkan. | "
            "The seat {seat} ({unit}) then holds {left} of the {needed} people needed.",
            seat=row["seat_name"],
            unit=row["seat_unit_name"],
            left=row["seat_holders_after"],
            needed=row["seat_needed"],
        )


def _tell_contract(desk: Desk, row: Row) -> Section:
    teller = desk.teller
    evidence = {"evidence_table": "personnel.pppk_contract", "evidence_id": row["pppk_contract_id"]}
    is_missing = row["status_code"] == "DATA_TIDAK_LENGKAP"
    return Section(
        code="kontrak",
        title=teller.say("Kontrak PPPK | PPPK contract"),
        verdict=teller.read(row, "status_label"),
        tone=CONTRACT_TONES.get(row["status_code"], QUIET),
        sentences=tuple(_describe_contract(teller, row)),
        facts=tell_facts(
            teller,
            ("Nomor kontrak | Contract number", row["contract_number"]),
            ("Kontrak berakhir | Contract ends", row["contract_to"]),
            ("Dasar hukum | Legal basis", cite(teller, row)),
        ),
        remedies=desk.find("KONTRAK", row) if is_missing else desk.look(evidence),
    )


def _describe_contract(teller: Teller, row: Row) -> Iterator[str]:
    if row["contract_from"] is not None:
        yield teller.say(
            "Kontrak berlaku {start} sampai {end}; sisa {span}. | "
            "The contract runs from {start} to {end}; {span} left.",
            start=row["contract_from"],
            end=row["contract_to"],
            span=teller.span(row["months_left"]),
        )
    if row["can_extend_to"] is not None:
        yield teller.say(
            "Dapat diperpanjang paling lama sampai {day}, tanggal pensiun jabatannya. | "
            "It can be renewed until {day} at the latest, the pension date of the post.",
            day=row["can_extend_to"],
        )
    elif row["final_to"] is not None:
        yield teller.say(
            "Tidak dapat diperpanjang: sisa waktu sampai pensiun ({day}) kurang dari masa kontrak terpendek. | "
            "It cannot be renewed: the time until retirement ({day}) is shorter than the shortest contract.",
            day=row["pension_on"],
        )


def _tell_decoration(desk: Desk, row: Row) -> Section:
    teller = desk.teller
    return Section(
        code="satyalancana",
        title=teller.say("Satyalancana Karya Satya | Decoration for long service (Satyalancana)"),
        verdict=teller.read(row, "status_label"),
        tone=DECORATION_TONES.get(row["status_code"], QUIET),
        sentences=tuple(_describe_decoration(teller, row)),
        facts=tell_facts(
            teller,
            ("Penganugerahan berikutnya | Next bestowal", row["next_batch_on"]),
            ("Dasar hukum | Legal basis", _cite_due(teller, row)),
        ),
        remedies=desk.look(row),
    )


def _describe_decoration(teller: Teller, row: Row) -> Iterator[str]:
    if row["status_code"] == "TIDAK_BERLAKU":
        yield teller.say("Hanya untuk PNS. | For PNS only.")
        return
    if row["count_from"] is not None:
        yield teller.say(
            "Masa kerja tanpa putus dihitung sejak {start}: {years} tahun pada penganugerahan {batch}. | "
            "Unbroken service counts from {start}: {years} years on the bestowal of {batch}.",
            start=row["count_from"],
            years=row["years_on_batch"],
            batch=row["batch_on"],
        )
    if row["restart_code"] is not None:
        yield teller.say(
            "Hitungan dimulai lagi karena: {reason}. | The count started again because of: {reason}.",
            reason=teller.read(row, "restart_label"),
        )
    if row["received_code"] is not None:
        yield teller.say(
            "Sudah diterima: {award} ({day}). | Received: {award} ({day}).",
            award=teller.read(row, "received_label"),
            day=row["received_on"],
        )
    if row["next_award_code"] is not None:
        yield teller.say(
            "Berikutnya {award}: syaratnya {years} tahun, paling awal {day}. | "
            "Next is {award}: {years} years are required, {day} at the earliest.",
            award=teller.read(row, "next_award_label"),
            years=row["years_required"],
            day=row["next_batch_on"],
        )
    if row["status_code"] == "PENSIUN":
        yield teller.say("Hari itu jatuh sesudah berhenti bekerja. | That day comes after the end of employment.")
