"""What went wrong, told to a program and to the person who wrote it: application/problem+json (RFC 9457)."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse

from admin.panel.language import pick

MEDIA_TYPE: Final = "application/problem+json"
TITLES: Final = {
    400: "Permintaan tidak dapat dipahami | The request makes no sense",
    401: "Token diperlukan | A token is needed",
    403: "Tidak berwenang | Not allowed",
    404: "Tidak ditemukan | Not found",
    405: "Cara ini tidak dilayani | Method not offered",
    409: "Bangunan sudah berganti | The build has changed",
    429: "Terlalu banyak permintaan | Too many requests",
    500: "Kesalahan Merit | A fault of Merit's",
    503: "Sedang tidak dapat dilayani | Not available now",
}
SENTENCES: Final = {
    400: "Perbaiki permintaannya lalu kirim lagi. | Correct the request and send it again.",
    404: "Tidak ada apa-apa di alamat ini; GET /api/v1/marts menyebutkan mart yang ada. | "
    "There is nothing at this address; GET /api/v1/marts tells which marts there are.",
    405: "API ini hanya membaca: kirim GET. | This API only reads: send GET.",
    500: "Kesalahan ini sudah dicatat. | This fault has been noted.",
    503: "Coba lagi sebentar lagi. | Try again in a moment.",
}


class ProblemError(Exception):
    """An answer that is not the one asked for.

    Args:
        sentence: `kalimat | sentence`, what happened and what to do.
        headers: of the answer.
        more: members of the answer beside those of every problem.
    """

    def __init__(
        self, status: int, sentence: str, headers: dict[str, str] | None = None, more: dict[str, Any] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers, self.more = status, sentence, headers, more or {}


def answer_problem(request: Request, problem: ProblemError) -> JSONResponse:
    """Answer with a problem."""
    told = {
        "type": "about:blank",
        "title": pick(TITLES.get(problem.status, TITLES[400])),
        "status": problem.status,
        "detail": pick(problem.sentence),
        "instance": request.url.path,
        "request_id": request.state.request_id,
        **problem.more,
    }
    return JSONResponse(told, problem.status, problem.headers, MEDIA_TYPE)


def answer_status(request: Request, status: int) -> JSONResponse:
    """Answer with what there is to say of a status alone."""
    return answer_problem(request, ProblemError(status, SENTENCES.get(status, SENTENCES[400])))
