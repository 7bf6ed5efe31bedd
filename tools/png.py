"""Make a picture of a page smaller: a palette in place of full colours, packed anew."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 256  # colours in a palette


def smaller(data: bytes) -> bytes:
    """The same picture with at most 256 colours, or as it was where that does not make it smaller.

    Takes what Chromium writes: 8 bits each of red, green and blue (and alpha, which is full), not interlaced.
    """
    chunks = dict(chunks_of(data))
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if (depth, interlaced) != (8, 0) or kind not in (2, 6):
        return data
    step = 3 if kind == 2 else 4
    pixels = unfiltered(zlib.decompress(chunks[b"IDAT"]), width * step, height, step)
    colours = [pixels[at : at + 3] for at in range(0, len(pixels), step)]
    nearest = palette(Counter(colours))
    listed = list(dict.fromkeys(nearest.values()))
    number = {colour: listed.index(nearest[colour]) for colour in nearest}
    rows = bytes(number[colour] for colour in colours)
    lines = b"".join(b"\0" + rows[at : at + width] for at in range(0, len(rows), width))
    packed = SIGNATURE + b"".join(
        chunk(name, body)
        for name, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", b"".join(listed)),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )
    return min(packed, data, key=len)


def chunks_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and contents of each chunk; those of the picture itself joined into one."""
    joined, at = b"", len(SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        joined += body if name == b"IDAT" else b""
        at += 12 + length
        yield name, joined if name == b"IDAT" else body


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def unfiltered(data: bytes, length: int, height: int, step: int) -> bytes:
    """The rows of a picture, each undone from the difference to its neighbours that it was written as."""
    done = bytearray()
    above = bytearray(length)
    for at in range(0, height * (length + 1), length + 1):
        kind, row = data[at], bytearray(data[at + 1 : at + 1 + length])
        for place in range(length) if kind else ():
            left = row[place - step] if place >= step else 0
            corner = above[place - step] if place >= step else 0
            row[place] = (row[place] + predicted(kind, left, above[place], corner)) & 255
        done += row
        above = row
    return bytes(done)


def predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


def palette(counted: Counter[bytes]) -> dict[bytes, bytes]:
    """For each colour the one it is shown as: the most frequent stay, others take the nearest of them."""
    kept = [colour for colour, _ in counted.most_common(MOST)]
    exact = {colour: colour for colour in kept}
    return exact | {
        colour: min(kept, key=lambda near: sum((a - b) ** 2 for a, b in zip(colour, near, strict=True)))
        for colour in counted
        if colour not in exact
    }
