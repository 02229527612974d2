#!/usr/bin/python3
"""Creates the reference values of HeatMapGoldenIT: what reverse-mode differentiation of PyTorch gives for a transformer with a
class token, in double precision (Debian: python3-torch, python3-numpy).

  make_heat_map_goldens.py VIT_TINY_ONNX OUTPUT_FILE    tl-it/src/test/resources/org/tl4j/it/heat-map-vit-tiny.json

The network is computed here from the tensors of the file, not by its graph. The input is a synthetic picture: red, green and blue
(c = 0, 1, 2) of the pixel in row y and column x are (3 * x + 5 * y + x * y // 7 + 85 * c) % 256. The output layer reads the
class token: the weight from feature f to class c is ((7 * f + 13 * c + f * c) % 11 - 5) / 10, the bias c / 2.

For each class the file has the logit, and for each 2x2 block of patches the sum of gradient times (token - mean patch) at the
input of the last block of the transformer.
"""
import json, sys
import numpy as np, torch, torch.nn.functional as F

SIDE, PATCH, GRID, WIDTH, CLASSES = 224, 16, 14, 64, 3


def fields(data):
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        tag = number()
        if tag & 7 == 0:
            yield tag >> 3, number()
        else:
            size = {1: 8, 5: 4}.get(tag & 7) or number()
            yield tag >> 3, data[at:at + size]
            at += size


def tensors(path):
    """The initialisers of a model: field 7 is the graph, and its fields 5 have dimensions, name and raw data."""
    graph = next(value for field, value in fields(open(path, "rb").read()) if field == 7)
    found = {}
    for tensor in (value for field, value in fields(graph) if field == 5):
        parts = list(fields(tensor))
        if next(value for field, value in parts if field == 2) == 1:
            name = next(value for field, value in parts if field == 8).decode()
            raw = next(value for field, value in parts if field == 9)
            shape = [value for field, value in parts if field == 1]
            found[name] = torch.tensor(np.frombuffer(raw, np.float32).reshape(shape).astype(np.float64))
    return found


def picture():
    c, y, x = np.meshgrid(np.arange(3), np.arange(SIDE), np.arange(SIDE), indexing="ij")
    pixels = ((3 * x + 5 * y + x * y // 7 + 85 * c) % 256).astype(np.float64)
    return torch.tensor((pixels / 255 - .5) / .5)[None]


class Transformer:
    def __init__(self, tensors, heads):
        self.t, self.heads = tensors, heads

    def norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self.t[name + ".weight"], self.t[name + ".bias"], 1e-6)

    def tokens(self, images):
        x = F.conv2d(images, self.t["v.conv_proj.weight"], self.t["v.conv_proj.bias"], PATCH).flatten(2).transpose(1, 2)
        return torch.cat([self.t["v.class_token"].expand(len(x), -1, -1), x], 1) + self.t["v.encoder.pos_embedding"]

    def block(self, x, index):
        p = "v.encoder.layers.encoder_layer_%d." % index
        q, k, v = (self.norm(x, p + "ln_1") @ self.t["onnx::MatMul_%d" % (367 + 3 * index)]
                   + self.t[p + "self_attention.in_proj_bias"]).chunk(3, -1)
        q, k, v = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in (q, k, v))
        mixed = (torch.softmax(q @ k.transpose(-1, -2) / q.shape[-1] ** .5, -1) @ v).transpose(1, 2).flatten(2)
        x = x + mixed @ self.t[p + "self_attention.out_proj.weight"].T + self.t[p + "self_attention.out_proj.bias"]
        hidden = F.gelu(self.norm(x, p + "ln_2") @ self.t["onnx::MatMul_%d" % (368 + 3 * index)] + self.t[p + "mlp.0.bias"])
        return x + hidden @ self.t["onnx::MatMul_%d" % (369 + 3 * index)] + self.t[p + "mlp.3.bias"]

    def class_token(self, x):
        return self.norm(x, "v.encoder.ln")[:, 0]


def grid(shape, seed, low, high):
    """The numbers of the formula by which the fixtures describe their input (SplitMix64)."""
    mask, numbers = (1 << 64) - 1, []
    state = seed * 0x2545F4914F6CDD1D & mask
    for _ in range(int(np.prod(shape))):
        state = state + 0x9E3779B97F4A7C15 & mask
        z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
        numbers.append(low + (high - low) * (((z ^ z >> 31) >> 40) / (1 << 24)))
    return np.array(numbers, np.float32).reshape(shape).astype(np.float64)


def heads_of(weights, path):
    """Which number of heads reproduces the class token that the fixture states."""
    document = json.load(open(path[:-len(".onnx")] + ".json"))
    images = torch.tensor(grid((2, 3, 7, 7), 999983, -2.5, 2.5).repeat(32, 2).repeat(32, 3))
    expected = np.array(document["outputs"]["cls"]["values"]).reshape(2, WIDTH)
    for heads in (1, 2, 4, 8):
        network = Transformer(weights, heads)
        deviation = np.abs(network.class_token(network.block(network.block(network.tokens(images), 0), 1)).numpy() - expected).max()
        print("heads", heads, "deviation", deviation, file=sys.stderr)
        if deviation < 1e-4:
            return heads
    sys.exit("the transformer is not that of the file")


def main():
    weights = tensors(sys.argv[1])
    network = Transformer(weights, heads_of(weights, sys.argv[1]))
    before = network.block(network.tokens(picture()), 0).detach().requires_grad_(True)
    f, c = np.meshgrid(np.arange(WIDTH), np.arange(CLASSES), indexing="ij")
    head = torch.tensor(((7 * f + 13 * c + f * c) % 11 - 5) / 10)
    logits = network.class_token(network.block(before, 1)) @ head + torch.arange(CLASSES) / 2
    blocks = []
    for label in range(CLASSES):
        gradient, = torch.autograd.grad(logits[0, label], before, retain_graph=True)
        patches = before[0, 1:].detach()
        values = (gradient[0, 1:] * (patches - patches.mean(0))).sum(1).reshape(GRID // 2, 2, GRID // 2, 2).sum((1, 3))
        blocks.append([float("%.5g" % value) for value in values.flatten()])
    json.dump({"logits": [round(float(value), 6) for value in logits[0]], "blocks": blocks}, open(sys.argv[2], "w"))


main()
