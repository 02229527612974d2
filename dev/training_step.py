#!/usr/bin/python3
"""Full training steps of torchvision's networks, the peer of TrainingThroughput.java (Debian: python3-torch python3-torchvision).

  training_step.py NAME BATCH

Prints images per second, the median over steps, and seconds of processor time per step. Batch norms adapt, PyTorch's default; weights are fresh,
because their values do not change the work.
"""
import resource
import sys
import time

import torch
import torch.nn.functional
import torchvision


def main(name, batch):
    model = getattr(torchvision.models, name)(weights=None).train()
    optimizer = torch.optim.AdamW(model.parameters(), 1e-4)
    images = torch.randn(batch, 3, 224, 224)
    labels = torch.arange(batch) % 10

    def step():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()

    for _ in range(2):
        step()
    rates = []
    before = resource.getrusage(resource.RUSAGE_SELF)
    begin = time.time()
    while len(rates) < 5 or time.time() - begin < 5:
        start = time.time()
        step()
        rates.append(batch / (time.time() - start))
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print("%.4f %.4f" % (sorted(rates)[len(rates) // 2], used / len(rates)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]))
