"""A small plot as SVG: panels side by side, both axes logarithmic, with what grows as the text does as a dashed line."""

import math
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, TOP, GAP = 260, 260, 46, 54, 50
LEGEND_LINE = 16
COLOURS = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#7f7f7f"]


@dataclass
class Panel:
    """Series by name, each of points that begin at (1, 1)."""
    title: str
    series: dict


def write_plot(path, title, panels):
    panels = list(panels)
    points = [point for panel in panels for line in panel.series.values() for point in line]
    highest = max(max(point) for point in points)
    lowest = min(1, min(point[1] for point in points))
    ticks = range(math.floor(math.log2(lowest) + 0.05), math.ceil(math.log2(highest) - 0.05) + 1)
    width = LEFT + len(panels) * (WIDTH + GAP)
    height = TOP + HEIGHT + 40 + LEGEND_LINE * max(len(panel.series) for panel in panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<title>{title}</title>', f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{LEFT}" y="20" font-size="14">{title}</text>']
    for number, panel in enumerate(panels):
        parts += drawn(panel, LEFT + number * (WIDTH + GAP), ticks)
    path.write_text("\n".join(parts + ["</svg>"]) + "\n")


def drawn(panel, left, ticks):
    """The lines of one panel, its axes and its legend."""
    last = max(size for line in panel.series.values() for size, _ in line)

    def place(size, cost):
        across = math.log2(size) / math.log2(last) * WIDTH
        up = (math.log2(cost) - ticks[0]) / (ticks[-1] - ticks[0]) * HEIGHT
        return f"{left + across:.1f}", f"{TOP + HEIGHT - up:.1f}"

    yield f'<text x="{left}" y="{TOP - 10}" font-weight="bold">{panel.title}</text>'
    for tick in ticks:
        (x, y), (end, _) = place(1, 2.0 ** tick), place(last, 1)
        yield f'<path d="M{x} {y}H{end}" stroke="#e0e0e0"/>'
        yield f'<text x="{left - 6}" y="{float(y) + 4:.1f}" text-anchor="end">{2.0 ** tick:g}</text>'
    for tick in range(round(math.log2(last)) + 1):
        x, _ = place(min(2.0 ** tick, last), 1)
        yield f'<text x="{x}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{2 ** tick}</text>'
    (x, y), (end, top) = place(1, 1), place(last, last)
    yield f'<path d="M{x} {y}L{end} {top}" stroke="black" stroke-dasharray="4 4" fill="none"/>'
    for number, (name, line) in enumerate(panel.series.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = "L".join(" ".join(place(*point)) for point in line)
        yield f'<path d="M{path}" stroke="{colour}" stroke-width="2" fill="none"/>'
        y = TOP + HEIGHT + 42 + number * LEGEND_LINE
        yield f'<path d="M{left} {y - 4}h18" stroke="{colour}" stroke-width="2"/><text x="{left + 24}" y="{y}">{name}</text>'
