"""Every number that a dashboard shows, defined once: docs/decisions/0037-meaning.md."""

from admin.panel.metrics.growth import GROWTH
from admin.panel.metrics.offices import OFFICES
from admin.panel.metrics.people import PEOPLES
from admin.panel.metrics.shape import Metric

METRICS: dict[str, Metric] = {metric.code: metric for metric in (*PEOPLES, *GROWTH, *OFFICES)}
