"""A classifier as PyTorch's tutorial "Transfer Learning for Computer Vision" trains one with the network as a fixed feature
extractor: batches of 4, random crops and flips, SGD with momentum 0.9 and rate 0.001, a tenth of it after every 7 epochs, 25
epochs, each followed by the accuracy on the test photos, of which the best counts. For dev/bench-hymenoptera.

  bench_tutorial.py WEIGHTS.safetensors TRAIN TEST
"""
import json
import os
import struct
import sys
import time

import numpy
import torch
import torchvision
from PIL import Image

EPOCHS = 25
BATCH = 4
THREADS = int(os.environ.get("TL_BENCH_THREADS", "2"))
transforms = torchvision.transforms
normalise = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
changed = transforms.Compose(
    [transforms.RandomResizedCrop(224), transforms.RandomHorizontalFlip(), transforms.ToTensor(), normalise])
plain = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor(), normalise])


def state(file):
    with open(file, "rb") as opened:
        content = opened.read()
    length = struct.unpack("<Q", content[:8])[0]
    tensors = {}
    for name, entry in json.loads(content[8:8 + length]).items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            values = numpy.frombuffer(content[begin:end], numpy.float32).copy()
            tensors[name] = torch.from_numpy(values.reshape(entry["shape"]))
    return tensors


class Photos(torch.utils.data.Dataset):
    def __init__(self, root, transform):
        classes = sorted(name for name in os.listdir(root) if os.path.isdir(os.path.join(root, name)))
        self.files = [
            (os.path.join(root, name, file), label)
            for label, name in enumerate(classes)
            for file in sorted(os.listdir(os.path.join(root, name)))
            if file.lower().endswith((".jpg", ".jpeg"))]
        self.classes = len(classes)
        self.transform = transform

    def __len__(self):
        return len(self.files)

    def __getitem__(self, place):
        file, label = self.files[place]
        with Image.open(file) as photo:
            return self.transform(photo.convert("RGB")), label


def main(weights, train, test):
    torch.manual_seed(0)
    torch.set_num_threads(THREADS)
    begin = time.time()
    train, test = Photos(train, changed), Photos(test, plain)
    model = torchvision.models.squeezenet1_1(weights=None)
    model.load_state_dict(state(weights))
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.classifier[1] = torch.nn.Conv2d(512, train.classes, 1)
    # the tutorial's four processes that decode
    load = {"batch_size": BATCH, "num_workers": 4}
    batches = torch.utils.data.DataLoader(train, shuffle=True, **load)
    tests = torch.utils.data.DataLoader(test, **load)
    optimizer = torch.optim.SGD(model.classifier.parameters(), lr=0.001, momentum=0.9)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=7, gamma=0.1)
    best = 0.0
    for _ in range(EPOCHS):
        model.train()
        for images, labels in batches:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(images), labels).backward()
            optimizer.step()
        schedule.step()
        model.eval()
        with torch.no_grad():
            right = sum(int((model(images).argmax(1) == labels).sum()) for images, labels in tests)
        best = max(best, right / len(test))
    print("%.1f s, best accuracy %.4f" % (time.time() - begin, best))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
