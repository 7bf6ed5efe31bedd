"""Pictures of pages lose bytes, not looks."""

import struct
import zlib

import pytest

from tools import png

WIDTH, HEIGHT = 40, 30
INK, PAPER = bytes((29, 27, 24)), bytes((250, 248, 243))


def picture(colours: list[bytes], kind: int = 2) -> bytes:
    """A PNG of full colours, each row written as the difference to the one above."""
    step = 3 if kind == 2 else 4
    pixels = [colour + b"\xff" * (step - 3) for colour in colours]
    rows = [b"".join(pixels[at : at + WIDTH]) for at in range(0, len(pixels), WIDTH)]
    above = [bytes(WIDTH * step), *rows]
    lines = b"".join(
        b"\x02" + bytes((a - b) & 255 for a, b in zip(row, up, strict=True))
        for row, up in zip(rows, above, strict=False)
    )
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 0)), (b"IEND", b""))
    return png.SIGNATURE + b"".join(png.chunk(*chunk) for chunk in chunks)


def shown(data: bytes) -> list[bytes]:
    """The colours of a picture with a palette."""
    chunks = dict(png.chunks_of(data))
    listed = [chunks[b"PLTE"][at : at + 3] for at in range(0, len(chunks[b"PLTE"]), 3)]
    lines = zlib.decompress(chunks[b"IDAT"])
    return [listed[number] for at, number in enumerate(lines) if at % (WIDTH + 1)]


@pytest.mark.parametrize("kind", [2, 6])
def test_a_picture_of_few_colours_stays_as_it_is(kind: int) -> None:
    colours = [INK if at % 7 else PAPER for at in range(WIDTH * HEIGHT)]
    data = picture(colours, kind)
    assert shown(png.smaller(data)) == colours and len(png.smaller(data)) < len(data)


def test_of_many_colours_the_frequent_stay_and_the_others_come_near() -> None:
    rare = [bytes((at % 256, at // 256, 0)) for at in range(400)]
    colours = rare + [INK] * (WIDTH * HEIGHT - 400)
    seen = shown(png.smaller(picture(colours)))
    assert seen[400:] == colours[400:] and len(set(seen)) <= 256
    assert all(
        sum(abs(a - b) for a, b in zip(*pair, strict=True)) < 50 for pair in zip(seen, rare, strict=False)
    )


def test_what_would_not_get_smaller_is_left_alone() -> None:
    data = png.smaller(picture([INK] * WIDTH * HEIGHT))
    assert png.smaller(data) == data
