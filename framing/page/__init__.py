"""One self-contained page: a whole comparison that can be read, checked and sent on."""

from framing.page.reporting import Report, default_grouping, report

__all__ = ["Report", "default_grouping", "report"]
