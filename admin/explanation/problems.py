"""Why somebody cannot be explained, in both languages."""

import re

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
NOT_EMPLOYED = (
    "Pegawai dengan NIP {nip} tidak bekerja pada {day}, atau dicatat sesudah data dibaca. | "
    "The employee with the NIP {nip} was not employed on {day}, or was entered after the data were read.",
    "Pilih tanggal lain dengan “merit explain --as-of”, atau bangun lagi. | "
    "Choose another date with `--as-of`, or build again.",
)


class UnexplainedError(BilingualError):
    """Nobody to explain; `is_bad_nip` says whose fault it is."""

    def __init__(self, wording: tuple[str, str], **values: str) -> None:
        super().__init__(wording, **values)
        self.is_bad_nip = wording is BAD_NIP


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
