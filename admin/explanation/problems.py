"""Why somebody cannot be explained, in both languages."""

import re
from typing import Any

from admin.teller import BilingualError

NIP = re.compile(r"[0-9]{18}")

BAD_NIP = (
    "“{nip}” bukan NIP. | {nip!r} is not a NIP.",
    "Tulis ke-18 angkanya seperti pada keputusan. | Write its 18 digits as on a decree.",
)
NOTHING_PUBLISHED = (
    "Belum ada mart yang diterbitkan. | No marts have been published yet.",
    "Jalankan “merit build”. | Run `merit build`.",
)
OLDER = (
    "Mart yang terbit dibangun oleh Merit yang lebih lama. | The published marts were built by an older Merit.",
    "Jalankan “merit build”. | Run `merit build`.",
)
UNKNOWN = (
    "Tidak ada pegawai dengan NIP {nip}. | There is no employee with the NIP {nip}.",
    "Periksa angka-angkanya. | Check its digits.",
)
ANOTHER_DAY = (
    "Untuk hari ketika ia masih bekerja: “merit explain {nip} --as-of TANGGAL”. | "
    "For a day of employment: `merit explain {nip} --as-of DATE`."
)
LEFT = (
    "{name} ({nip}) sudah berhenti pada {left} ({cause_id}), sehingga tidak ada penjelasan per {day}. | "
    "{name} ({nip}) left on {left} ({cause_en}), so there is no explanation as of {day}.",
    ANOTHER_DAY,
)
NOT_YET = (
    "{name} ({nip}) baru diangkat pada {start}, sehingga tidak ada penjelasan per {day}. | "
    "{name} ({nip}) was appointed on {start} only, so there is no explanation as of {day}.",
    ANOTHER_DAY,
)
NOT_READ = (
    "{name} ({nip}) tidak ada dalam mart per {day}: dicatat atau diubah sesudah datanya dibaca. | "
    "{name} ({nip}) is not in the marts as of {day}: entered or changed after their data were read.",
    "Jalankan “merit build” untuk membangunnya lagi. | Run `merit build` to build them again.",
)


class UnexplainedError(BilingualError):
    """Nobody to explain."""


class AbsentError(UnexplainedError):
    """The employee is known, but was not there on the day of the marts; `employee_id` and `name` say who it is."""

    def __init__(self, wording: tuple[str, str], employee_id: int, name: str, **values: Any) -> None:
        super().__init__(wording, name=name, **values)
        self.employee_id = employee_id
        self.name = name


def clean_nip(typed: str) -> str:
    """Return the 18 digits of a NIP that may have been typed with spaces.

    Raises:
        UnexplainedError: it is none.
    """
    nip = re.sub(r"\s", "", typed)
    if not NIP.fullmatch(nip):
        raise UnexplainedError(BAD_NIP, nip=typed[:40])
    return nip


def refuse_unknown(nip: str) -> UnexplainedError:
    """Return the error for a NIP that nobody has."""
    return UnexplainedError(UNKNOWN, nip=nip)
