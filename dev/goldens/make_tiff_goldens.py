#!/usr/bin/env python3
"""Makes tiff.zip: one small picture in many layouts of TIFF, with the expected pixels.

  make_tiff_goldens.py OUTPUT.zip

The output goes to tl-data/src/test/resources/org/tl4j/data/goldens/tiff.zip. The committed file was made with Python 3.11,
NumPy 1.24.2, Pillow 9.4.0 and tiffcp of libtiff 4.5.0 (Debian packages python3-numpy, python3-pil, libtiff-tools).

index.csv has the expected pixels of each file: the upright picture as 8-bit red, green, blue on white, row by row, computed from
the samples that were written, and compared with Pillow if Pillow can read the file. If it says "refused", the file
must be refused as an unsupported kind.
"""
import io
import os
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
from PIL import Image, ImageCms, ImageOps

WIDTH, HEIGHT = 29, 19


def picture():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    rgb = np.stack([x * 255 // (WIDTH - 1), y * 255 // (HEIGHT - 1), (x * 7 + y * 11) % 256], 2)
    rgb[5:9, 10:20] = (250, 20, 30)
    return rgb.astype(np.uint8)


def pack(rows, bits, order):
    """Rows of samples as bytes; each row begins with a byte."""
    if bits >= 8:
        return rows.astype({8: order + "u1", 16: order + "u2", 32: order + "u4"}[bits]).tobytes()
    packed = b""
    for row in rows.reshape(rows.shape[0], -1):
        text = "".join(format(int(v), "0%db" % bits) for v in row)
        text += "0" * (-len(text) % 8)
        packed += bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))
    return packed


def tiff(samples, bits, photometric, order="<", extra=None, sample_format=None, colour_map=None, orientation=None,
         planar=1, data=None, ink_set=None, more=()):
    """One uncompressed strip, or one strip per plane."""
    height, width = samples.shape[:2]
    count = samples.shape[2] if samples.ndim == 3 else 1
    planes = [samples] if planar == 1 else [samples[..., i] for i in range(count)]
    strips = [data] if data is not None else [pack(plane, bits, order) for plane in planes]
    fields = {256: ("H", [width]), 257: ("H", [height]), 258: ("H", [bits] * count), 259: ("H", [1]),
              262: ("H", [photometric]), 277: ("H", [count]), 278: ("H", [height]), 284: ("H", [planar])}
    if extra is not None:
        fields[338] = ("H", [extra])
    if sample_format is not None:
        fields[339] = ("H", [sample_format] * count)
    if colour_map is not None:
        fields[320] = ("H", colour_map)
    if orientation is not None:
        fields[274] = ("H", [orientation])
    if ink_set is not None:
        fields[332] = ("H", [ink_set])
    for tag, kind, values in more:
        fields[tag] = (kind, values)
    fields[273] = ("I", [0] * len(strips))
    fields[279] = ("I", [len(strip) for strip in strips])
    size = {"H": 2, "I": 4, "B": 1}
    at = 8 + 2 + 12 * len(fields) + 4
    places = {}
    for tag, (kind, values) in sorted(fields.items()):
        if size[kind] * len(values) > 4:
            places[tag] = at
            at += size[kind] * len(values) + size[kind] * len(values) % 2
    offsets = []
    for strip in strips:
        offsets.append(at)
        at += len(strip)
    fields[273] = ("I", offsets)
    out = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8) + struct.pack(order + "H", len(fields))
    values_out = b""
    for tag, (kind, values) in sorted(fields.items()):
        content = struct.pack(order + str(len(values)) + kind, *values)
        code = {"H": 3, "I": 4, "B": 1}[kind]
        if tag in places:
            out += struct.pack(order + "HHII", tag, code, len(values), places[tag])
            values_out += content + b"\0" * (len(content) % 2)
        else:
            out += struct.pack(order + "HHI", tag, code, len(values)) + content.ljust(4, b"\0")
    return out + b"\0\0\0\0" + values_out + b"".join(strips)


def tiffcp(content, *options):
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "in.tif"), os.path.join(folder, "out.tif")
        with open(source, "wb") as f:
            f.write(content)
        done = subprocess.run(["tiffcp", *options, source, target], stderr=subprocess.DEVNULL)
        if done.returncode != 0:
            print("tiffcp cannot make", options)
            return b""
        with open(target, "rb") as f:
            return f.read()


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, "TIFF", **options)
    return out.getvalue()


def grey(values):
    return np.repeat(np.asarray(values, np.float64)[..., None], 3, 2)


def on_white(rgb, alpha):
    return rgb * alpha[..., None] + 255 * (1 - alpha[..., None])


def cases():
    rgb = picture()
    wide = np.minimum(rgb.astype(np.int64) * 257 + (np.arange(WIDTH)[None, :, None] % 3), 65535)
    light = rgb[..., 1].astype(np.int64)
    alpha = ((np.mgrid[0:HEIGHT, 0:WIDTH][1] * 9) % 256)
    exact = rgb.astype(np.float64)
    found = {}

    for order, name in (("<", "little"), (">", "big")):
        found["rgb8-" + name] = (tiff(rgb, 8, 2, order), exact)
        found["rgb16-" + name] = (tiff(wide, 16, 2, order), wide / 257)
        found["rgb8-planar-" + name] = (tiff(rgb, 8, 2, order, planar=2), exact)
        found["rgb16-planar-" + name] = (tiff(wide, 16, 2, order, planar=2), wide / 257)
        for photometric in (0, 1):
            for bits in (1, 2, 4, 8, 16):
                values = light * ((1 << bits) - 1) // 255
                shown = values * 255 / ((1 << bits) - 1)
                found["grey%d-%d-%s" % (bits, photometric, name)] = (
                    tiff(values, bits, photometric, order), grey(255 - shown if photometric == 0 else shown))
    for bits in (1, 2, 4, 8):
        entries = 1 << bits
        table = (np.arange(3 * entries).reshape(3, entries) * 8191 + 4000) % 65536
        values = light % entries
        found["palette%d" % bits] = (
            tiff(values, bits, 3, colour_map=[int(v) for v in table.reshape(-1)]),
            (table[:, values] >> 8).transpose(1, 2, 0).astype(np.float64))
    for bits, scale in ((8, 1), (16, 257)):
        premultiplied = np.round(exact * alpha[..., None] / 255)
        found["rgba%d-unassociated" % bits] = (
            tiff(np.dstack([rgb, alpha]).astype(np.int64) * scale, bits, 2, extra=2), on_white(exact, alpha / 255))
        found["rgba%d-associated" % bits] = (
            tiff(np.dstack([premultiplied, alpha]).astype(np.int64) * scale, bits, 2, extra=1),
            premultiplied + 255 - alpha[..., None])
        found["rgbx%d" % bits] = (tiff(np.dstack([rgb, alpha]).astype(np.int64) * scale, bits, 2, extra=0), exact)
        found["grey-alpha%d" % bits] = (
            tiff(np.dstack([light, alpha]) * scale, bits, 1, extra=2), on_white(grey(light), alpha / 255))
    found["rgba8-planar"] = (tiff(np.dstack([rgb, alpha]), 8, 2, extra=2, planar=2), on_white(exact, alpha / 255))
    cmyk = np.dstack([255 - rgb, light // 3]).astype(np.int64)
    ink = (255 - cmyk[..., :3]) * (255 - cmyk[..., 3:]) / 255
    found["cmyk8"] = (tiff(cmyk, 8, 5), ink)
    found["cmyk8-planar"] = (tiff(cmyk, 8, 5, planar=2), ink)
    found["cmyk16"] = (tiff(cmyk * 257, 16, 5), ink)

    bases = {"rgb8": (tiff(rgb, 8, 2), exact), "rgb16": (tiff(wide, 16, 2), wide / 257),
             "grey8": (tiff(light, 8, 1), grey(light)), "grey16": (tiff(light * 257, 16, 1), grey(light)),
             "cmyk8": (tiff(cmyk, 8, 5), ink), "palette8": found["palette8"]}
    for base, (content, expected) in bases.items():
        for compression in ("lzw", "lzw:2", "zip", "zip:2", "packbits"):
            if compression.endswith(":2") and base == "palette8":
                continue
            name = "%s-%s" % (base, compression.replace(":2", "-predictor"))
            found[name + "-strips"] = (tiffcp(content, "-c", compression, "-r", "5"), expected)
            found[name + "-tiles"] = (tiffcp(content, "-c", compression, "-t", "-w", "16", "-l", "16"), expected)
        found[base + "-lzw-planar-tiles"] = (
            tiffcp(content, "-c", "lzw", "-p", "separate", "-t", "-w", "16", "-l", "16"), expected)
        found[base + "-zip-predictor-planar-big"] = (
            tiffcp(content, "-c", "zip:2" if base != "palette8" else "zip", "-p", "separate", "-r", "7", "-B"), expected)
        found[base + "-low-bit-first"] = (tiffcp(content, "-c", "lzw", "-f", "lsb2msb"), expected)
    for options in (("-r", "8"), ("-t", "-w", "16", "-l", "16")):
        for space in ("", ":r"):
            content = tiffcp(bases["rgb8"][0], "-c", "jpeg:95" + space, *options)
            found["rgb8-jpeg%s-%s" % (space.replace(":", "-"), "tiles" if "-t" in options else "strips")] = (content, None)
        content = tiffcp(bases["grey8"][0], "-c", "jpeg:95", *options)
        found["grey8-jpeg-%s" % ("tiles" if "-t" in options else "strips")] = (content, None)
    for photometric in (0, 1):
        bits = light // 128
        content = tiff(bits, 1, photometric)
        shown = grey(bits * 255 if photometric else 255 - bits * 255)
        for compression in ("g3", "g4", "lzw", "packbits"):
            found["fax-%s-%d" % (compression.replace(":", "-"), photometric)] = (
                tiffcp(content, "-c", compression, "-r", "9"), shown)
        found["fax-g4-low-bit-first-%d" % photometric] = (
            tiffcp(content, "-c", "g4", "-f", "lsb2msb"), shown)
    turned = {1: rgb, 2: rgb[:, ::-1], 3: rgb[::-1, ::-1], 4: rgb[::-1], 5: rgb.transpose(1, 0, 2),
              6: rgb[::-1].transpose(1, 0, 2), 7: rgb[::-1, ::-1].transpose(1, 0, 2),
              8: rgb[:, ::-1].transpose(1, 0, 2)}
    for orientation, upright in turned.items():
        content = tiff(rgb, 8, 2, orientation=orientation)
        found["orientation-%d" % orientation] = (content, upright.astype(np.float64))
        found["orientation-%d-tiles" % orientation] = (
            tiffcp(content, "-c", "lzw", "-t", "-w", "16", "-l", "16"), upright.astype(np.float64))
    pages = io.BytesIO()
    Image.fromarray(rgb).save(pages, "TIFF", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")])
    found["two-pages"] = (pages.getvalue(), exact)
    # Muted, because saturated colours are at the limit of 8-bit CIELab.
    muted = rgb // 2 + 64
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    found["lab8"] = (saved(ImageCms.applyTransform(Image.fromarray(muted), to_lab)), muted.astype(np.float64))

    signed = (light - 128).astype(np.int16)
    refused = {
        "refused-int8": tiff(signed & 0xFF, 8, 1, sample_format=2),
        "refused-int16": tiff(signed.astype(np.int64) & 0xFFFF, 16, 1, sample_format=2),
        "refused-uint32": tiff(light, 32, 1),
        "refused-float32": tiff(light, 32, 1, sample_format=3, data=light.astype("<f4").tobytes()),
        "refused-float32-predictor": tiffcp(
            tiff(light, 32, 1, sample_format=3, data=light.astype("<f4").tobytes()), "-c", "zip:3"),
        "refused-lab16": tiff(wide, 16, 8),
        "refused-cmyk-alpha": tiff(np.dstack([cmyk, alpha]), 8, 5, extra=2),
        "refused-inks": tiff(cmyk, 8, 5, ink_set=2),
        "refused-ycbcr-plain": saved(Image.fromarray(rgb).convert("YCbCr")),
        "refused-preview": tiff(rgb, 8, 2, more=[(254, "I", [1])]),
        "refused-dng": tiff(rgb, 8, 2, more=[(50706, "B", [1, 4, 0, 0])]),
        "refused-sensor": tiff(light, 16, 32803),
        "refused-fax-g3-2d": tiffcp(tiff(light // 128, 1, 0), "-c", "g3:2d"),
        "refused-fax-g3-fill": tiffcp(tiff(light // 128, 1, 0), "-c", "g3:fill"),
        "refused-two-samples-of-4-bits": tiff(np.dstack([light // 16, light // 16]), 4, 1, extra=0),
    }
    for name, content in refused.items():
        found[name] = (content, "refused")
    return found


def by_pillow(content):
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        image.load()
    except Exception as e:
        return None, str(e)
    if image.mode.startswith("I") or image.mode in ("F", "LAB"):
        return None, "mode " + image.mode
    if image.mode in ("RGBA", "LA", "RGBa"):
        rgba = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), rgba)
    return np.asarray(image.convert("RGB")).astype(np.float64), image.mode


def main():
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
        def add(name, content):
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

        agreed = unread = 0
        pixels = {}
        rows = []
        for name, (content, expected) in sorted(cases().items()):
            if not content:
                continue
            add(name + ".tif", content)
            if isinstance(expected, str):
                rows.append(name + ".tif," + expected)
                continue
            pillow, note = by_pillow(content)
            if expected is None:
                expected = pillow
            if pillow is None or pillow.shape != expected.shape:
                unread += 1
                print("%-40s only computed: Pillow says %s" % (name, note))
            else:
                difference = np.abs(pillow - expected).max()
                agreed += difference <= 2
                if difference > 2:
                    print("%-40s Pillow differs by %.1f (%s)" % (name, difference, note))
            content = np.floor(expected + 0.5).clip(0, 255).astype(np.uint8).tobytes()
            if content not in pixels:
                pixels[content] = "%d.rgb" % len(pixels)
                add(pixels[content], content)
            rows.append(name + ".tif," + pixels[content])
        add("index.csv", "\n".join(rows))
        print("%d agree with Pillow within 2, %d Pillow does not read" % (agreed, unread))


main()
