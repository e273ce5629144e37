# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of bench_topology as a picture: bars of time on a logarithmic axis, as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

COLORS = ("#1a6fb0", "#d9822b", "#6b4fa0", "#9a86c4", "#8a8a8a")
LEFT, BAR, GAP, WIDTH = 160, 13, 12, 820
MARKS = (0.01, 0.1, 1, 10, 100, 1000)


def picture(title: str, how: str, groups: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> str:
    """An SVG with a group of bars for each of C<groups>.

    :param how: what made it; goes under the title.
    :param groups: by label, the seconds of each competitor that was measured.
    :param names: the competitors, in the order of their colors.
    """
    parts = []
    y = 74
    scale = (WIDTH - LEFT - 80) / math.log10(MARKS[-1] / MARKS[0] * 4)

    def x(seconds: float) -> float:
        return LEFT + max(0.0, math.log10(seconds / MARKS[0])) * scale

    for label, seconds in groups.items():
        shown = [name for name in names if name in seconds]
        parts.append(_text(LEFT - 8, y + len(shown) * BAR / 2 + 4, label, "end"))
        for name in shown:
            color = COLORS[names.index(name)]
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{x(seconds[name]) - LEFT:.1f}" height="{BAR - 2}" fill="{color}"/>')
            parts.append(_text(x(seconds[name]) + 4, y + BAR - 3, f"{seconds[name]:.3g} s", "start", 10))
            y += BAR
        y += GAP
    grid = [f'<path d="M{x(mark):.1f} 64V{y}" stroke="#ddd"/>{_text(x(mark), y + 14, f"{mark:g} s", "middle", 10)}' for mark in MARKS]
    legend, at = [], 16
    for name, color in zip(names, COLORS, strict=False):
        if any(name in seconds for seconds in groups.values()):
            legend.append(f'<rect x="{at}" y="48" width="10" height="10" fill="{color}"/>{_text(at + 14, 57, name)}')
            at += 30 + 7 * len(name)
    height = y + 24
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">'
    back = f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    return "\n".join([head, back, _text(16, 22, title, "start", 15), _text(16, 38, how, "start", 10), *legend, *grid, *parts, "</svg>", ""])


def _text(x: float, y: float, text: str, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="#222">{escape(text)}</text>'
