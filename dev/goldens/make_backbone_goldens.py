#!/usr/bin/python3
"""Prints the "golden" values of the catalogue and of the tests of other input sizes, computed by PyTorch from the same weights (Debian: python3-torch,
python3-torchvision).

  make_backbone_goldens.py FOLDER_OF_WEIGHTS GARMENTS_FILE

The input is a synthetic picture: red, green and blue (c = 0, 1, 2) of the pixel in row y and column x are
(3 * x + 5 * y + x * y // 7 + 85 * c) % 256. It is normalised with the mean and standard deviation of ImageNet.
"""
import json, struct, sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F, torchvision

MEAN, DEVIATION = (.485, .456, .406), (.229, .224, .225)


def picture(side):
    c, y, x = np.meshgrid(np.arange(3), np.arange(side), np.arange(side), indexing="ij")
    pixels = ((3 * x + 5 * y + x * y // 7 + 85 * c) % 256).astype(np.float64)
    mean, deviation = (np.array(v).reshape(3, 1, 1) for v in (MEAN, DEVIATION))
    return torch.tensor(((pixels / 255 - mean) / deviation).astype(np.float32))[None]


def tensors(path):
    raw = open(path, "rb").read()
    length = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:8 + length])
    types = {"F32": np.float32, "I64": np.int64}
    return {name: torch.tensor(np.frombuffer(raw, types[t["dtype"]], int(np.prod(t["shape"])), 8 + length + t["data_offsets"][0])
                               .reshape(t["shape"]).copy()) for name, t in header.items() if name != "__metadata__"}


class Block(nn.Module):
    def __init__(self, before, width, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(before, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.stride, self.more = stride, width - before

    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(out + F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.more // 2, self.more // 2)))


class CifarResNet(nn.Module):
    def __init__(self, blocks, classes):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        before = 16
        for stage, width in enumerate((16, 32, 64)):
            layers = []
            for i in range(blocks):
                layers.append(Block(before, width, 2 if stage and not i else 1))
                before = width
            setattr(self, "layer%d" % (stage + 1), nn.Sequential(*layers))
        self.linear = nn.Linear(64, classes)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))


def golden(name, model, side, weights):
    missing, unexpected = model.load_state_dict(weights, strict=False)
    assert not unexpected and all(key.endswith("num_batches_tracked") for key in missing), (missing, unexpected)
    with torch.no_grad():
        values = model.eval()(picture(side))[0][:10]
    print(name, json.dumps([round(float(v), 5) for v in values]))


folder, garments = sys.argv[1:]
golden("squeezenet1_1-imagenet", torchvision.models.squeezenet1_1(), 224, tensors(folder + "/squeezenet1_1-imagenet.safetensors"))
golden("resnet56-cifar10", CifarResNet(9, 10), 32, tensors(folder + "/resnet56-cifar10.safetensors"))
golden("resnet20-cifar10", CifarResNet(3, 10), 32, tensors(folder + "/resnet20-cifar10.safetensors"))
golden("resnet20-garments", CifarResNet(3, 5), 32, tensors(garments))
# for other input sizes; they are in the tests
golden("resnet20-garments at 45", CifarResNet(3, 5), 45, tensors(garments))
golden("squeezenet1_1-imagenet at 160", torchvision.models.squeezenet1_1(), 160, tensors(folder + "/squeezenet1_1-imagenet.safetensors"))
