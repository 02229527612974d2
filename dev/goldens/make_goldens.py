#!/usr/bin/python3
"""Creates the reference values of the tests with Pillow, torchvision and scikit-learn.

  make_goldens.py photos DATA_FOLDER OUTPUT_FOLDER   photos.csv, photos.rgb.gz: real photos, resized by Pillow
  make_goldens.py synthetic OUTPUT_FOLDER            synthetic.png and the result of Pillow's resizing
  make_goldens.py odd OUTPUT_FOLDER                  small unusual image files, index.csv: Pillow's decoded values
  make_goldens.py augmented OUTPUT_FOLDER            results of torchvision's crops, colours and rotations on small images
  make_goldens.py heads OUTPUT_FILE.json             logistic regressions fitted by scikit-learn
  make_goldens.py labels OUTPUT_FILE.json            one binary logistic regression per label, fitted by scikit-learn
  make_goldens.py metrics OUTPUT_FILE.txt            figures of several labels by scikit-learn, p-values by SciPy
  make_goldens.py classes OUTPUT_FILE.txt            figures of single labels by scikit-learn
  make_goldens.py mosaics FEATURES_FOLDER            prints the mean average precision of scikit-learn's logistic regressions
                                                     on features of the mosaics of MultiLabelIT (how: docs/measurements.md)

OUTPUT_FOLDER and OUTPUT_FILE of the committed files, from the root of the repository:
  photos, synthetic  tl-data/src/test/resources/org/tl4j/data/goldens
  odd                tl-data/src/test/resources/org/tl4j/data/goldens/odd
  augmented          tl-data/src/test/resources/org/tl4j/data/goldens/augmented; needs the output of synthetic and odd
  heads              tl-dl4j-backend/src/test/resources/org/tl4j/dl4j/goldens/logistic-regression.json
  labels             tl-dl4j-backend/src/test/resources/org/tl4j/dl4j/goldens/logistic-regression-labels.json
  metrics            tl-core/src/test/resources/org/tl4j/core/evaluation/goldens/several-labels.txt
  classes            tl-core/src/test/resources/org/tl4j/core/evaluation/goldens/single-labels.txt
Made with Pillow 9.4.0, NumPy 1.24.2, scikit-learn 1.2.1, PyTorch 1.13.0 and torchvision 0.14.1 (Debian 12: python3-pil,
python3-numpy, python3-sklearn, python3-torch, python3-torchvision).
Neither the product nor its tests run this script.
"""
import csv
import gzip
import io
import json
import os
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageDraw, ImageOps

SHORTER_SIDE = 256
CROP = 224
GRID = 4
PHOTOS = [
    "hymenoptera/val/ants/ants-devouring-remains-of-large-dead-insect-on-red-tile-in-Stellenbosch-South-Africa-closeup-1-DHD.jpg",
    "hymenoptera/train/ants/Nepenthes_rafflesiana_ant.jpg",
    "hymenoptera/train/ants/formica.jpeg",
    "hymenoptera/train/ants/ant photos.jpg",
    "hymenoptera/train/ants/662541407_ff8db781e7.jpg",
    "hymenoptera/train/bees/205835650_e6f2614bee.jpg",
    "hymenoptera/train/bees/2477349551_e75c97cf4d.jpg",
]
PHOTO_FOLDER = "flowers12/test/sunflower"  # its first photo is the eighth


def write_gzip(path, data):
    with open(path, "wb") as f:
        f.write(gzip.compress(data, 9, mtime=0))


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f, lineterminator="\n").writerows(rows)


# Resizing, as in torchvision's Resize(256) and CenterCrop(224)


def resize_shorter_side(image, size=SHORTER_SIDE):
    width, height = image.size
    longer = int(size * max(width, height) / min(width, height))
    return image.resize((size, longer) if width <= height else (longer, size), Image.BILINEAR)


def crop_corner(image, size=CROP):
    """Left and top of the centre crop. Python's round rounds an exact half to even: 58.5 to 58, 59.5 to 60."""
    width, height = image.size
    return int(round((width - size) / 2.0)), int(round((height - size) / 2.0))


def resize_and_crop(image):
    resized = resize_shorter_side(image)
    left, top = crop_corner(resized)
    return np.asarray(resized.crop((left, top, left + CROP, top + CROP)))


def make_photos(data_folder, output_folder):
    first = sorted(os.listdir(os.path.join(data_folder, PHOTO_FOLDER)))[0]
    rows = [["path", "width", "height", "offset"]]
    data = b""
    for path in PHOTOS + [PHOTO_FOLDER + "/" + first]:
        image = ImageOps.exif_transpose(Image.open(os.path.join(data_folder, path))).convert("RGB")
        rows.append([path, *image.size, len(data)])
        data += resize_and_crop(image)[::GRID, ::GRID].tobytes()
    write_csv(os.path.join(output_folder, "photos.csv"), rows)
    write_gzip(os.path.join(output_folder, "photos.rgb.gz"), data)


def make_synthetic(output_folder):
    """Gradients, and patterns that reveal a resize without antialiasing: noise, single-pixel stripes and checks, thin lines."""
    width, height = 500, 375
    y, x = np.mgrid[0:height, 0:width]
    picture = np.stack([255 * x / width, 255 * y / height, 255 * (x + y) / (width + height)], 2).astype(np.uint8)
    picture[60:180, 120:260] = np.random.RandomState(1).randint(0, 256, (120, 140, 3))
    picture[200:300, 300:400] = 255 * ((x + y) % 2)[200:300, 300:400, None]
    picture[40:160, 300:400] = 255 * (x % 2)[40:160, 300:400, None]
    picture[220:340, 100:240] = np.where((x % 7 == 0) | (y % 5 == 0), 240, 16)[220:340, 100:240, None]
    image = Image.fromarray(picture)
    image.save(os.path.join(output_folder, "synthetic.png"), optimize=True)
    resized = resize_shorter_side(image)
    write_gzip(os.path.join(output_folder, "synthetic-256.rgb.gz"), np.asarray(resized).tobytes())
    write_gzip(os.path.join(output_folder, "synthetic-224.rgb.gz"), resize_and_crop(image).tobytes())
    squeezed = image.resize((32, 32), Image.BILINEAR)
    write_gzip(os.path.join(output_folder, "synthetic-32.rgb.gz"), np.asarray(squeezed).tobytes())
    squeezed = image.resize((32, 32), Image.BICUBIC)
    write_gzip(os.path.join(output_folder, "synthetic-32-bicubic.rgb.gz"), np.asarray(squeezed).tobytes())


# Unusual image files


def png_bytes(width, height, bit_depth, colour_type, data, interlace=0):
    """A PNG file of unfiltered image data; data holds the filter bytes."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, bit_depth, colour_type, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")


def scan_lines(rows):
    return b"".join(b"\0" + row.tobytes() for row in rows)


def interlaced_png(pixels):
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    data = b"".join(scan_lines(pixels[y::dy, x::dx]) for x, y, dx, dy in passes)
    return png_bytes(pixels.shape[1], pixels.shape[0], 8, 2, data, interlace=1)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_jpeg_size(jpeg, width, height):
    """The same JPEG file with another size declared in its baseline frame header."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4:]


def picture():
    """64x48 pixels, different in each quarter, with a gradient and an F that every rotation or flip changes."""
    width, height = 64, 48
    y, x = np.mgrid[0:height, 0:width]
    colours = np.array([[[200, 60, 50], [60, 170, 70]], [[50, 80, 190], [210, 190, 60]]])
    pixels = colours[y * 2 // height, x * 2 // width] + (x // 4 - y // 4)[:, :, None]
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for box in ((8, 6, 12, 30), (8, 6, 26, 10), (8, 16, 20, 20)):
        draw.rectangle(box, fill=(245, 240, 235))
    return image


def cmyk(image):
    """With a black channel that is not zero, as in files for print."""
    rgb = np.asarray(image).astype(np.float64)
    black = 0.7 * (255 - rgb.max(2))
    ink = 255 * (1 - rgb / (255 - black)[:, :, None])
    return Image.fromarray(np.dstack([ink, black]).round().astype(np.uint8), "CMYK")


def odd_files():
    image = picture()
    rgb = np.asarray(image)
    height, width = rgb.shape[:2]
    grey = image.convert("L")
    y, x = np.mgrid[0:height, 0:width]
    alpha = Image.fromarray((255 * x // (width - 1)).astype(np.uint8))
    grey16 = (np.asarray(grey).astype(np.uint32) * 257 * 15 // 16 + 31 * (x % 8)).astype(np.uint16)
    fading = Image.merge("RGBA", (*image.split(), alpha))
    palette = image.quantize(16)
    large = image.resize((256, 192), Image.BICUBIC)
    jpeg = saved(image, "JPEG", quality=92, subsampling=0)

    files = {
        "baseline.jpg": jpeg,
        "progressive.jpg": saved(image, "JPEG", quality=92, progressive=True),
        "gray.jpg": saved(grey, "JPEG", quality=92),
        "cmyk.jpg": saved(cmyk(image), "JPEG", quality=92),
        "gray8.png": saved(grey, "PNG"),
        "gray16.png": png_bytes(width, height, 16, 0, scan_lines(grey16.astype(">u2"))),
        "rgb16.png": png_bytes(width, height, 16, 2, scan_lines((rgb.astype(np.uint16) * 257).astype(">u2"))),
        "palette.png": saved(palette, "PNG", transparency=0),
        "rgba.png": saved(fading, "PNG"),
        "la.png": saved(Image.merge("LA", (grey, alpha)), "PNG"),
        "one-bit.png": saved(image.convert("1"), "PNG"),
        "interlaced.png": interlaced_png(rgb),
        "rgb.bmp": saved(image, "BMP"),
        "rgb-lzw.tiff": saved(image, "TIFF", compression="tiff_lzw"),
        "gray16.tiff": saved(Image.fromarray(grey16), "TIFF"),
        "lossy.webp": saved(image, "WEBP", quality=95),
        "lossless-alpha.webp": saved(fading, "WEBP", lossless=True, exact=True),
        "a jpeg.png": jpeg,
    }
    # Stored so that the upright picture is the same each time.
    stored = {1: None, 2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM,
              5: Image.TRANSPOSE, 6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270}
    for orientation, change in stored.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        turned = image if change is None else image.transpose(change)
        files["orientation-%d.jpg" % orientation] = saved(turned, "JPEG", quality=95, subsampling=0, exif=exif)

    whole_jpeg, whole_png = saved(large, "JPEG", quality=90), saved(large, "PNG")
    side = 60000
    bmp, tiff = bytearray(saved(image, "BMP")), bytearray(saved(image, "TIFF"))
    bmp[18:26] = struct.pack("<ii", side, side)
    for tag in range(struct.unpack_from("<H", tiff, 8)[0]):  # Pillow writes the only directory at byte 8
        at = 10 + 12 * tag
        if struct.unpack_from("<H", tiff, at)[0] in (256, 257):
            tiff[at:at + 12] = struct.pack("<HHII", struct.unpack_from("<H", tiff, at)[0], 4, 1, side)
    refused = {
        "truncated.jpg": ("truncated", whole_jpeg[: len(whole_jpeg) * 6 // 10]),
        "truncated.png": ("truncated", whole_png[: len(whole_png) * 6 // 10]),
        "zero.jpg": ("empty", b""),
        "not-an-image.jpg": ("not-an-image", b"This is a text, whatever its name says.\n"),
        "huge-declared.png": ("too-large", png_bytes(side, side, 8, 2, bytes(200))),
        "huge-declared.jpg": ("too-large", with_jpeg_size(jpeg, side, side)),
        "huge-declared.bmp": ("too-large", bytes(bmp[:2000])),
        "huge-declared.tiff": ("too-large", bytes(tiff)),
    }
    return files, refused


def decode(content):
    """The image as 8-bit RGB: EXIF applied, transparency on white, 16-bit grey divided by 257 (Pillow itself would clip it)."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    mode = image.mode
    if mode.startswith("I"):
        image = Image.fromarray(np.round(np.asarray(image).astype(np.float64) / 257).astype(np.uint8))
    if mode in ("RGBA", "LA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image.convert("RGBA"))
    return mode, np.asarray(image.convert("RGB")).astype(np.float64)


def make_odd(output_folder):
    files, refused = odd_files()
    areas = ["all", "top_left", "top_right", "bottom_left", "bottom_right"]
    means = [area + "_" + channel for area in areas for channel in ("red", "green", "blue")]
    rows = [["file", "expected", "mode", "width", "height", *means]]
    for name, content in files.items():
        mode, rgb = decode(content)
        half_height, half_width = rgb.shape[0] // 2, rgb.shape[1] // 2
        parts = [rgb, rgb[:half_height, :half_width], rgb[:half_height, half_width:],
                 rgb[half_height:, :half_width], rgb[half_height:, half_width:]]
        rows.append([name, "image", mode, rgb.shape[1], rgb.shape[0],
                     *("%.3f" % value for part in parts for value in part.mean((0, 1)))])
    for name, (reason, _) in refused.items():
        rows.append([name, reason, *[""] * (len(rows[0]) - 2)])
    write_csv(os.path.join(output_folder, "index.csv"), rows)
    for name, content in {**files, **{name: content for name, (_, content) in refused.items()}}.items():
        with open(os.path.join(output_folder, name), "wb") as f:
            f.write(content)


# Augmentation


def make_augmented(output_folder):
    """Results of torchvision on synthetic.png (crops) and of odd/interlaced.png (colours, rotations)."""
    import torch
    from torchvision.transforms import InterpolationMode
    from torchvision.transforms import functional as F

    parent = os.path.join(output_folder, "..")
    large = Image.open(os.path.join(parent, "synthetic.png")).convert("RGB")
    small = Image.open(os.path.join(parent, "odd", "interlaced.png")).convert("RGB")

    rows, data = [["left", "top", "width", "height", "offset", "interpolation"]], b""
    for mode in (InterpolationMode.BILINEAR, InterpolationMode.BICUBIC):
        for box in ((101, 57, 233, 171), (0, 0, 130, 99), (317, 202, 183, 173), (150, 70, 23, 17), (0, 0, 500, 375)):
            left, top, width, height = box
            rows.append([*box, len(data), mode.name])
            data += F.resized_crop(large, top, left, height, width, (30, 40), mode).tobytes()
    write_csv(os.path.join(output_folder, "crops.csv"), rows)
    write_gzip(os.path.join(output_folder, "crops.rgb.gz"), data)

    rows, data = [["brightness", "contrast", "saturation", "offset"]], b""
    for factors in ((0.63, 1, 1), (1.37, 1, 1), (1, 0.63, 1), (1, 1.37, 1), (1, 1, 0.63), (1, 1, 1.37), (1, 1, 0),
                    (1.21, 0.84, 1.33), (0.77, 1.39, 0.58)):
        brightness, contrast, saturation = factors
        rows.append([*factors, len(data)])
        changed = F.adjust_contrast(F.adjust_brightness(small, brightness), contrast)
        data += F.adjust_saturation(changed, saturation).tobytes()
    write_csv(os.path.join(output_folder, "colours.csv"), rows)
    write_gzip(os.path.join(output_folder, "colours.rgb.gz"), data)

    # Every fourth pixel, as floats, which Pillow would round.
    rows, data = [["degrees", "offset"]], b""
    planes = torch.from_numpy(np.asarray(small).astype(np.float32).transpose(2, 0, 1).copy())
    for degrees in (10, -33.5, 90, 151):
        rows.append([degrees, len(data)])
        turned = F.rotate(planes, degrees, InterpolationMode.BILINEAR)
        data += turned[:, ::GRID, ::GRID].contiguous().numpy().astype("<f4").tobytes()
    write_csv(os.path.join(output_folder, "rotations.csv"), rows)
    write_gzip(os.path.join(output_folder, "rotations.f32.gz"), data)


# Heads


def class_clusters(seed, labels, width, distance, noise, pooled):
    """Correlated features: class centres plus noise of low rank; pooled ones are not negative, as after a ReLU."""
    random = np.random.RandomState(seed)
    centres = distance * random.randn(labels.max() + 1, width)
    mixing = random.randn(max(2, width // 4), width) / np.sqrt(width // 4)
    features = centres[labels] + noise * random.randn(len(labels), len(mixing)) @ mixing
    features += 0.3 * noise * random.randn(len(labels), width)
    return np.round(np.maximum(features, 0) if pooled else features, 5)


def softmax_loss(coefficients, intercepts, features, labels, weights, c):
    """C * sum of weighted losses + half the squared coefficients, its largest gradient, and the probabilities."""
    logits = features @ coefficients.T + intercepts
    logits -= logits.max(1, keepdims=True)
    probabilities = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    rows = np.arange(len(labels))
    losses = -np.log(probabilities[rows, labels])
    error = probabilities.copy()
    error[rows, labels] -= 1
    error *= c * weights[labels][:, None]
    gradient = max(np.abs(error.T @ features + coefficients).max(), np.abs(error.sum(0)).max())
    return c * (weights[labels] * losses).sum() + 0.5 * (coefficients ** 2).sum(), gradient, probabilities


def head(name, seed, train_counts, test_counts, width, c, balanced, **shape):
    from sklearn.linear_model import LogisticRegression

    classes = len(train_counts)
    labels = np.concatenate([np.repeat(np.arange(classes), train_counts), np.repeat(np.arange(classes), test_counts)])
    features = class_clusters(seed, labels, width, **shape)
    count = sum(train_counts)
    x, y, x_test, y_test = features[:count], labels[:count], features[count:], labels[count:]
    # newton-cg reaches the optimum; lbfgs stops at a relative change of 2e-9 whatever its tol.
    fit = LogisticRegression(C=c, multi_class="multinomial", class_weight="balanced" if balanced else None,
                             solver="newton-cg", tol=1e-8, max_iter=10000).fit(x, y)
    coefficients, intercepts = fit.coef_, fit.intercept_
    if classes == 2:  # scikit-learn keeps the second row alone; the first is its negative
        coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.concatenate([-intercepts, intercepts])
    weights = count / (classes * np.bincount(y)) if balanced else np.ones(classes)
    objective, gradient, _ = softmax_loss(coefficients, intercepts, x, y, weights, c)
    _, _, probabilities = softmax_loss(coefficients, intercepts, x_test, y_test, weights, c)
    assert np.allclose(probabilities, fit.predict_proba(x_test), atol=1e-12)
    assert gradient < 1e-5, gradient
    return {
        "name": name,
        "classes": classes,
        "width": width,
        "C": c,
        "balanced": balanced,
        "classWeights": weights.tolist(),
        "objective": objective,
        "largestGradient": gradient,
        "coefficients": coefficients.tolist(),
        "intercepts": (intercepts - intercepts.mean()).tolist(),
        "testAccuracy": float((probabilities.argmax(1) == y_test).mean()),
        "testLogLoss": float(-np.log(probabilities[np.arange(len(y_test)), y_test]).mean()),
        "testProbabilities": np.round(probabilities, 9).tolist(),
        "trainFeatures": x.tolist(),
        "trainLabels": y.tolist(),
        "testFeatures": x_test.tolist(),
        "testLabels": y_test.tolist(),
    }


def make_heads(output_file):
    problems = [
        head("two classes", 11, [30, 30], [20, 20], 8, 1.0, False, distance=0.6, noise=1.0, pooled=False),
        head("five classes, pooled features", 12, [20] * 5, [10] * 5, 64, 0.1, False,
             distance=0.5, noise=1.0, pooled=True),
        head("three unbalanced classes", 13, [60, 20, 8], [20, 20, 20], 12, 0.5, True,
             distance=0.6, noise=1.0, pooled=True),
    ]
    with open(output_file, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(problem, separators=(",", ":")) for problem in problems) + "\n]\n")


def several_labels(name, seed, train_count, test_count, width, labels, c, balanced, unknown=0.0):
    """Each label is a noisy linear function of the features; -1 is an unknown label."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import average_precision_score, log_loss

    rng = np.random.default_rng(seed)
    count = train_count + test_count
    x = np.float32(rng.normal(1.5, 1, (count, width))).astype(np.float64)
    scores = (x - 1.5) @ rng.normal(0, 1, (width, labels)) + rng.normal(0, 1, (count, labels))
    y = (scores > np.linspace(0.5, 2.5, labels) * np.sqrt(width) / 2).astype(int)
    y[rng.random(y.shape) < unknown] = -1
    coefficients, intercepts, probabilities = [], [], np.zeros((test_count, labels))
    for label in range(labels):
        known = y[:train_count, label] >= 0
        # the objective of TL4J is a mean over the known images of each label, with one strength for all labels
        fit = LogisticRegression(C=c * train_count / known.sum(), class_weight="balanced" if balanced else None,
                                 solver="newton-cg", tol=1e-8, max_iter=10000)
        fit.fit(x[:train_count][known], y[:train_count, label][known])
        coefficients.append(fit.coef_[0].tolist())
        intercepts.append(float(fit.intercept_[0]))
        probabilities[:, label] = fit.predict_proba(x[train_count:])[:, 1]
    truth = y[train_count:]
    known = truth >= 0
    precisions = [average_precision_score(truth[known[:, k], k], probabilities[known[:, k], k]) for k in range(labels)]
    return {
        "name": name,
        "labels": labels,
        "width": width,
        "C": c,
        "balanced": balanced,
        "coefficients": coefficients,
        "intercepts": intercepts,
        "testMeanAveragePrecision": float(np.mean(precisions)),
        "testLogLoss": float(log_loss(truth[known], probabilities[known])),
        "testProbabilities": np.round(probabilities, 9).tolist(),
        "trainFeatures": x[:train_count].tolist(),
        "trainLabels": y[:train_count].tolist(),
        "testFeatures": x[train_count:].tolist(),
        "testLabels": truth.tolist(),
    }


def make_labels(output_file):
    problems = [
        several_labels("four labels", 21, 60, 30, 8, 4, 1.0, False),
        several_labels("four labels, balanced", 22, 80, 40, 10, 4, 0.3, True),
        several_labels("three labels, some unknown", 23, 70, 40, 8, 3, 1.0, False, unknown=0.2),
        several_labels("one label", 24, 50, 30, 6, 1, 0.5, False),
    ]
    with open(output_file, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(problem, separators=(",", ":")) for problem in problems) + "\n]\n")


# Figures of several labels


def metrics_problem(name, seed, images, labels, steps):
    """Lines of words: the figures of random predictions; few steps make many of them equal."""
    from sklearn import metrics

    rng = np.random.default_rng(seed)
    truth = (rng.random((images, labels)) < np.linspace(0.15, 0.6, labels)).astype(int)
    truth[0], truth[1] = 0, 1  # an image without labels, an image with all
    scores = np.clip(0.25 * truth + rng.random(truth.shape) * 0.75, 0.01, 0.99)
    scores = np.round(scores * steps) / steps if steps else scores
    scores = np.clip(scores, 0.01, 0.99).astype(np.float32).astype(np.float64)
    thresholds = np.round(rng.uniform(0.3, 0.7, labels), 3)
    predicted = (scores >= thresholds).astype(int)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(truth, predicted, zero_division=0)
    figures = {
        "average-precision": metrics.average_precision_score(truth, scores, average=None),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "mean-average-precision": [metrics.average_precision_score(truth, scores, average="macro")],
        "micro-f1": [metrics.f1_score(truth, predicted, average="micro")],
        "macro-f1": [metrics.f1_score(truth, predicted, average="macro", zero_division=0)],
        "exact-match": [metrics.accuracy_score(truth, predicted)],
        "hamming-loss": [metrics.hamming_loss(truth, predicted)],
        "ranking-loss": [metrics.label_ranking_loss(truth, scores)],
        "log-loss": [metrics.log_loss(truth.ravel(), scores.ravel())],
    }
    lines = [["problem", name], ["thresholds", *map(repr, thresholds.tolist())]]
    lines += [["probabilities", *("%.9g" % value for value in row)] for row in scores]
    lines += [["present", *map(str, row)] for row in truth]
    lines += [[key, *(repr(float(value)) for value in values)] for key, values in figures.items()]
    return lines


def classes_problem(name, seed, images, classes, steps):
    """Lines of words, as of several labels; `present` has exactly one 1."""
    from sklearn import metrics

    rng = np.random.default_rng(seed)
    actual = rng.permutation(np.concatenate([np.arange(classes), rng.choice(classes, images - classes)]))
    truth = np.eye(classes, dtype=int)[actual]
    scores = rng.random(truth.shape) + 0.4 * truth
    scores = np.ceil(scores * steps) / steps if steps else scores
    scores = (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)
    wide = scores.astype(np.float64)
    predicted = wide.argmax(axis=1)
    confidence, right = wide.max(axis=1), predicted == actual
    bins = np.minimum((scores.max(axis=1) * np.float32(15)).astype(int), 14)
    gaps = [abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in range(15)]
    figures = {
        "accuracy": [metrics.accuracy_score(actual, predicted)],
        "macro-f1": [metrics.f1_score(actual, predicted, average="macro")],
        # log_loss of scikit-learn divides each row by its sum again; these rows sum to 1 within single precision only
        "log-loss": [-np.log(wide[np.arange(images), actual]).mean()],
        "calibration-error": [sum(gaps) / images],
        "kappa": [metrics.cohen_kappa_score(actual, predicted)],
        "area-under-roc": metrics.roc_auc_score(truth, wide, average=None),
        "mean-area-under-roc": [metrics.roc_auc_score(truth, wide, average="macro")],
        "average-precision": metrics.average_precision_score(truth, wide, average=None),
    }
    lines = [["problem", name]]
    lines += [["probabilities", *("%.9g" % value for value in row)] for row in scores]
    lines += [["present", *map(str, row)] for row in truth]
    lines += [[key, *(repr(float(value)) for value in values)] for key, values in figures.items()]
    return lines


def make_classes(output_file):
    lines = [
        *classes_problem("two-classes", 41, 50, 2, None),
        *classes_problem("five-classes", 42, 80, 5, None),
        *classes_problem("ties", 43, 60, 3, 4),
        *classes_problem("many-classes", 44, 70, 20, None),
    ]
    with open(output_file, "w", encoding="utf-8") as f:
        f.writelines(" ".join(line) + "\n" for line in lines)


def make_metrics(output_file):
    from scipy.stats import binomtest

    lines = [
        *metrics_problem("distinct", 31, 60, 5, None),
        *metrics_problem("ties", 32, 80, 4, 10),
        *metrics_problem("many-ties", 33, 40, 3, 3),
        *metrics_problem("two-labels", 34, 30, 2, 20),
    ]
    for first, second in ((0, 0), (1, 0), (0, 5), (3, 3), (2, 9), (9, 2), (10, 12), (40, 71), (500, 600), (3000, 3200)):
        p = binomtest(first, first + second, 0.5).pvalue if first + second else 1.0
        lines.append(["mcnemar", str(first), str(second), repr(float(p))])
    os.makedirs(os.path.dirname(output_file), exist_ok=True)
    with open(output_file, "w", encoding="utf-8") as f:
        f.writelines(" ".join(line) + "\n" for line in lines)


def make_mosaics(folder):
    """One logistic regression per label on train.npy, measured on test.npy, as `tl features` writes them."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import average_precision_score
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MultiLabelBinarizer, StandardScaler

    def part(name):
        with open(os.path.join(folder, name + ".index.csv"), newline="", encoding="utf-8") as f:
            labels = [row["label"].split("|") if row["label"] else [] for row in csv.DictReader(f)]
        return np.load(os.path.join(folder, name + ".npy")), labels

    (x, train), (x_test, test) = part("train"), part("test")
    binarizer = MultiLabelBinarizer().fit(train)
    for name, model in (("as they are", LogisticRegression(max_iter=5000)),
                        ("standardised", make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)))):
        fit = OneVsRestClassifier(model).fit(x, binarizer.transform(train))
        precision = average_precision_score(binarizer.transform(test), fit.predict_proba(x_test), average="macro")
        print("features %s: mean average precision %.4f" % (name, precision))


if __name__ == "__main__":
    commands = {"photos": (make_photos, 2), "synthetic": (make_synthetic, 1), "odd": (make_odd, 1),
                "augmented": (make_augmented, 1), "heads": (make_heads, 1),
                "labels": (make_labels, 1), "metrics": (make_metrics, 1),
                "classes": (make_classes, 1), "mosaics": (make_mosaics, 1)}
    if len(sys.argv) < 2 or sys.argv[1] not in commands or len(sys.argv) - 2 != commands[sys.argv[1]][1]:
        sys.exit(__doc__)
    commands[sys.argv[1]][0](*sys.argv[2:])
