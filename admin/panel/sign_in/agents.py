"""What a browser calls itself, in words that its owner knows it by."""

from typing import Final

# The first sign that stands in the text decides: most browsers also claim to be others.
BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def name_agent(agent: str | None) -> str:
    """Return browser and system, such as `Firefox, Windows`; the text as it stands when neither is known."""
    found = [next((name for sign, name in names if sign in (agent or "")), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or (agent or "")
