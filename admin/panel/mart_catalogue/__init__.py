"""What the published marts are called, what they answer, by theme, and which of their columns come first: data only."""

from admin.panel.mart_catalogue.growth import PERFORMANCE, TALENT, TRAINING
from admin.panel.mart_catalogue.offices import BUILD, ENGAGEMENT, MERIT, ORGANIZATION, QUALITY, RECRUITMENT, SERVICE
from admin.panel.mart_catalogue.people import ATTENDANCE, CAREER, DUE

THEMES = (
    CAREER,
    ATTENDANCE,
    DUE,
    PERFORMANCE,
    TALENT,
    MERIT,
    TRAINING,
    ORGANIZATION,
    SERVICE,
    ENGAGEMENT,
    RECRUITMENT,
    QUALITY,
    BUILD,
)
OTHERS = "Lainnya | Others"
PAGES = {page.name: page for theme in THEMES for page in theme.marts}
