#!/usr/bin/python3
"""Makes tl-it/src/test/resources/org/tl4j/it/preprocessing.json: the network inputs that the publishers'
libraries compute for one photo.

  make_preprocessing_goldens.py PHOTO OUTPUT_FILE.json

PHOTO is data/hymenoptera/val/bees/1355974687_1341c1face.jpg of the shared fixtures. Made with Pillow 9.4.0, PyTorch 1.13.0
and torchvision 0.14.1 (Debian 12: python3-torchvision). Neither the product nor its tests run
this script.

RULES has the rules; ENTRIES maps each entry of the catalogue to its rule. For a new entry add a line, and for a new rule
a function. The file contains the pixels of every STRIDE-th row and column of an input, [channels, rows, columns].
"""
import json
import math
import sys

import numpy as np
from PIL import Image
from torchvision import models
from torchvision import transforms as T

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
PARTS = 7


def torchvision(weights):
    """The preprocessing that torchvision's weights state."""
    return lambda photo: weights.transforms()(photo).numpy()


def timm(size, crop_share, interpolation):
    """timm's transform for evaluation (timm/data/transforms_factory.py) with crop mode center."""
    return lambda photo: T.Compose([
        T.Resize(math.floor(size / crop_share), interpolation), T.CenterCrop(size), T.ToTensor(), T.Normalize(MEAN, DEVIATION),
    ])(photo).numpy()


def squeezed(size, normalise, interpolation=Image.BILINEAR):
    """Both sides resized, without keeping the aspect ratio."""
    return lambda photo: planes(photo.resize((size, size), interpolation), normalise)


def cropped(shorter, size, normalise, interpolation=T.InterpolationMode.BILINEAR):
    """The shorter side resized, then the centre cropped."""
    return lambda photo: planes(T.CenterCrop(size)(T.Resize(shorter, interpolation)(photo)), normalise)


def grey(rule):
    return lambda photo: rule(photo.convert("L"))


def planes(image, normalise):
    pixels = np.atleast_3d(np.asarray(image)).astype(np.float64)
    return normalise(pixels).transpose(2, 0, 1)


def imagenet(pixels):
    return (pixels / 255 - MEAN) / DEVIATION


def caffe(pixels):
    """keras.applications.imagenet_utils, mode caffe."""
    return pixels[:, :, ::-1] - (103.939, 116.779, 123.68)


def from_minus_one_to_one(pixels):
    """keras.applications.imagenet_utils, mode tf."""
    return pixels / 127.5 - 1


def clip(pixels):
    """OPENAI_CLIP_MEAN and OPENAI_CLIP_STD of transformers/image_utils.py."""
    return (pixels / 255 - (0.48145466, 0.4578275, 0.40821073)) / (0.26862954, 0.26130258, 0.27577711)


def from_zero_to_one(pixels):
    return pixels / 255


RULES = {
    "torchvision-224": torchvision(models.ResNet18_Weights.IMAGENET1K_V1),
    "torchvision-224-bicubic": torchvision(models.EfficientNet_B0_Weights.IMAGENET1K_V1),
    "timm-224-0.875-bicubic": timm(224, 0.875, T.InterpolationMode.BICUBIC),
    "timm-224-0.95-bicubic": timm(224, 0.95, T.InterpolationMode.BICUBIC),
    "squeezed-32-imagenet": squeezed(32, imagenet),
    "cropped-224-caffe": cropped(256, 224, caffe),
    "cropped-227-caffe": cropped(256, 227, caffe),
    "cropped-224-from-zero-to-one": cropped(256, 224, from_zero_to_one),
    "cropped-224-from-minus-one-to-one": cropped(256, 224, from_minus_one_to_one),
    "cropped-299-from-minus-one-to-one": cropped(342, 299, from_minus_one_to_one),
    "squeezed-28-grey-from-zero-to-one": grey(squeezed(28, from_zero_to_one)),
    "cropped-224-clip-bicubic": cropped(224, 224, clip, T.InterpolationMode.BICUBIC),
    "squeezed-224-from-minus-one-to-one": squeezed(224, from_minus_one_to_one),
    "squeezed-224-from-minus-one-to-one-bicubic": squeezed(224, from_minus_one_to_one, Image.BICUBIC),
}
# The size of one of the 256 levels of a pixel after normalisation.
LEVELS = {
    "cropped-224-caffe": 1,
    "cropped-227-caffe": 1,
    "cropped-224-from-zero-to-one": 1 / 255,
    "cropped-224-from-minus-one-to-one": 1 / 127.5,
    "cropped-299-from-minus-one-to-one": 1 / 127.5,
    "squeezed-28-grey-from-zero-to-one": 1 / 255,
    "cropped-224-clip-bicubic": 1 / 255 / 0.27577711,
    "squeezed-224-from-minus-one-to-one": 1 / 127.5,
    "squeezed-224-from-minus-one-to-one-bicubic": 1 / 127.5,
}

TORCHVISION = ("resnet18 resnet34 resnet50 resnet101 resnet152 wide_resnet50_2 densenet121 densenet161 densenet169 densenet201"
               " vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn mobilenet_v2 squeezenet1_0 squeezenet1_1").split()
ENTRIES = {
    **{name + "-imagenet": "torchvision-224" for name in TORCHVISION},
    "efficientnet_b0-imagenet": "torchvision-224-bicubic",
    "mobilenet_v2-imagenet-ra": "timm-224-0.875-bicubic",
    **{"resnet%d-imagenet-a1" % depth: "timm-224-0.95-bicubic" for depth in (18, 34, 50, 101, 152)},
    **{"resnet%d-cifar10" % depth: "squeezed-32-imagenet" for depth in (20, 32, 44, 56, 110)},
    "resnet20-garments": "squeezed-32-imagenet",
    **{name + "-imagenet-dl4j": "cropped-224-caffe" for name in ("resnet50", "vgg16", "vgg19")},
    "squeezenet-imagenet-dl4j": "cropped-227-caffe",
    "darknet19-imagenet-dl4j": "cropped-224-from-zero-to-one",
    "xception-imagenet-dl4j": "cropped-299-from-minus-one-to-one",
    "nasnetmobile-imagenet-dl4j": "cropped-224-from-minus-one-to-one",
    "lenet-mnist-dl4j": "squeezed-28-grey-from-zero-to-one",
    # DINOv2's preprocessor_config.json is timm's transform with a crop of 224 from 256
    **{name: "timm-224-0.875-bicubic" for name in (
        "dinov2-small-lvd142m", "dinov2-base-lvd142m", "mobilenetv4_conv_small-imagenet")},
    "clip-vit-base-patch32-wit": "cropped-224-clip-bicubic",
    "siglip-base-patch16-224-webli": "squeezed-224-from-minus-one-to-one-bicubic",
    "vit-base-patch16-224-imagenet": "squeezed-224-from-minus-one-to-one",
}


def main(photo_file, output_file):
    photo = Image.open(photo_file).convert("RGB")
    for name in TORCHVISION:
        of_name = models.get_model_weights(name).IMAGENET1K_V1.transforms()(photo).numpy()
        assert np.array_equal(of_name, RULES["torchvision-224"](photo)), name
    rules = {}
    for name, rule in RULES.items():
        values = rule(photo)
        stride = values.shape[1] // PARTS
        kept = values[:, ::stride, ::stride]
        rules[name] = {"stride": stride, "level": LEVELS.get(name, 1 / 255 / max(DEVIATION)),
                       "values": [round(float(value), 5) for value in kept.ravel()]}
    with open(output_file, "w", encoding="utf-8") as f:
        f.write('{\n"entries": ' + json.dumps(ENTRIES, indent=1) + ',\n"rules": {\n')
        f.write(",\n".join(json.dumps(name) + ": " + json.dumps(rule, separators=(",", ":")) for name, rule in rules.items()))
        f.write("\n}}\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
