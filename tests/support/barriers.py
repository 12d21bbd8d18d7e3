"""What keeps people from using a page: what axe finds, and what a keyboard cannot reach or does not show."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
EVERYTHING = {"runOnly": {"type": "tag", "values": list(STANDARD)}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
GRAVE = ("serious", "critical")
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
SCHEMES = {"light": EVERYTHING, "dark": COLOURS}  # all else is the same in the dark
PARTS = 5  # times that Tab may be pressed within one field: a date has a day, a month, a year and a calendar

# Everything that is shown and can be pressed or typed into, each with a number by which it is known again.
MARK_REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled)
  .filter(element => !element.matches('[aria-hidden=true][tabindex="-1"]')) // a button beside it opens it
  .map((element, place) => { element.dataset.place = place; return element.outerHTML.slice(0, 200); })"""

# Which one has the focus, and whether one can see that: on the element, or on the switch drawn beside it.
READ_FOCUS = """() => {
  const focused = document.activeElement;
  const drawn = focused.matches('.switch input') ? focused.nextElementSibling : focused;
  const style = getComputedStyle(drawn);
  return {place: focused.dataset.place, isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
}"""


def find_barriers(page: Page) -> list[str]:
    """Return every serious or critical finding of axe, in both sizes and colour schemes, each with its place.

    A page that has to be scrolled sideways is one of them (WCAG 1.4.10).
    """
    axe, found = Axe(), []
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        if (width := page.evaluate("document.documentElement.scrollWidth")) > viewport["width"]:
            found.append(f"{size}: {width} pixels wide")
        for scheme, options in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            violations = axe.run(page, options=options).response["violations"]
            found += [f"{size}, {scheme}: {line}" for item in violations for line in _tell(item)]
    page.set_viewport_size(SIZES["desk"])  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    return found


def find_unreachable(page: Page) -> list[str]:
    """Press Tab through a page; return what never gets the focus, and what does not show that it has it."""
    reachable: list[str] = page.evaluate(MARK_REACHABLE)
    reached: dict[int, bool] = {}
    for _ in range(PARTS * len(reachable)):
        page.keyboard.press("Tab")
        focus = page.evaluate(READ_FOCUS)
        if focus["place"] is not None:
            reached[int(focus["place"])] = focus["isSeen"]
        if len(reached) == len(reachable):
            break
    missed = [f"not reached: {markup}" for place, markup in enumerate(reachable) if place not in reached]
    return missed + [f"focus not seen: {reachable[place]}" for place, is_seen in reached.items() if not is_seen]


def _tell(violation: dict[str, Any]) -> list[str]:
    if violation["impact"] not in GRAVE:
        return []
    told = {
        node["html"][:160]: "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
        for node in violation["nodes"][:5]
    }
    return [f"{violation['id']} ({violation['impact']}): {markup} {why}" for markup, why in told.items()]
