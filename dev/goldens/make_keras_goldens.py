#!/usr/bin/python3
"""Prints the outputs of Keras networks, recomputed from their HDF5 files alone (Debian: python3-h5py, python3-torch,
python3-numpy), in double precision and with paddings as TensorFlow defines them.

  make_keras_goldens.py FILE.h5 SIDE SCALE

The input is a synthetic picture: red, green and blue (c = 0, 1, 2) of the pixel in row y and column x are
((3 * x + 5 * y + x * y // 7 + 85 * c) % 256) * SCALE. Printed are the logits of the last dense layer. The expected values of
tl-it's KerasNetworksIT are from resnet8-cifar10-keras.h5 32 1 and from mobilenetv1_025_96-visualwakewords-keras.h5 96
0.00392156862745098. The number of correctly classified CIFAR-10 images in that test was counted with run().
"""
import json, sys
import h5py, numpy as np, torch, torch.nn.functional as F


def same(x, kernel, stride):
    def sides(size, k, s):
        total = max((-(-size // s) - 1) * s + k - size, 0)
        return total // 2, total - total // 2
    top, bottom = sides(x.shape[2], kernel[0], stride[0])
    left, right = sides(x.shape[3], kernel[1], stride[1])
    return F.pad(x, (left, right, top, bottom))


def run(path, x):
    """The output of every layer, images as [n, channels, height, width]."""
    file = h5py.File(path)
    weights = file["model_weights"]
    out = {}

    def w(layer, name):
        return torch.tensor(np.array(weights[layer][layer][name + ":0"]), dtype=torch.float64)

    for layer in json.loads(file.attrs["model_config"])["config"]["layers"]:
        kind, c = layer["class_name"], layer["config"]
        n = c["name"]
        i = [out[node[0]] for node in layer["inbound_nodes"][0]] if layer["inbound_nodes"] else []
        if kind == "InputLayer":
            y = x
        elif kind in ("Conv2D", "DepthwiseConv2D"):
            y = same(i[0], c["kernel_size"], c["strides"]) if c["padding"] == "same" else i[0]
            kernel = w(n, "kernel").permute(3, 2, 0, 1) if kind == "Conv2D" else w(n, "depthwise_kernel").permute(2, 3, 0, 1)
            y = F.conv2d(y, kernel, w(n, "bias") if c["use_bias"] else None, c["strides"],
                         groups=1 if kind == "Conv2D" else kernel.shape[0])
        elif kind == "BatchNormalization":
            y = F.batch_norm(i[0], w(n, "moving_mean"), w(n, "moving_variance"), w(n, "gamma"), w(n, "beta"), False, 0, c["epsilon"])
        elif kind == "Activation" and c["activation"] == "relu":
            y = F.relu(i[0])
        elif kind == "Add":
            y = i[0] + i[1]
        elif kind == "AveragePooling2D":
            y = F.avg_pool2d(i[0], c["pool_size"], c["strides"])
        elif kind == "Flatten":
            y = i[0].permute(0, 2, 3, 1).reshape(i[0].shape[0], -1)
        elif kind == "Dense":
            y = i[0] @ w(n, "kernel") + w(n, "bias")
        else:
            sys.exit("unknown layer " + kind)
        out[n] = y
    return out


if __name__ == "__main__":
    path, side, scale = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    c, y, x = np.meshgrid(np.arange(3), np.arange(side), np.arange(side), indexing="ij")
    picture = torch.tensor(((3 * x + 5 * y + x * y // 7 + 85 * c) % 256 * scale)[None], dtype=torch.float64)
    print(["%.8g" % v for v in list(run(path, picture).values())[-1][0].tolist()])
