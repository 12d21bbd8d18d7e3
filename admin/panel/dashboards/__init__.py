"""Dashboards: each headline mart as a chart, its table and its definition; `catalogue` says which, as data."""
