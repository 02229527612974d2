"""PyTorch as a peer of dev/bench-peers, which says how it is run. Needs torch and torchvision (Debian: python3-torch,
python3-torchvision).

  bench_peers.py export NAMES FOLDER       torchvision's networks with random weights as ONNX and as TorchScript
  bench_peers.py frozen|training FOLDER    measures; reads and answers lines, as BenchPeers.java says
"""
import os
import sys
import time

import torch
import torchvision

BATCH = 16


def network(name):
    torch.manual_seed(1)
    return getattr(torchvision.models, name)(weights=None).eval()


def export(names, folder):
    images = torch.randn(BATCH, 3, 224, 224)
    for name in names:
        model = network(name)
        torch.onnx.export(model, images, os.path.join(folder, name + ".onnx"), opset_version=13)
        torch.jit.trace(model, images).save(os.path.join(folder, name + ".pt"))


def opened(name, job):
    images = torch.randn(BATCH, 3, 224, 224)
    model = network(name)
    if job == "frozen":
        def forward():
            with torch.inference_mode():
                model(images)
        return forward
    labels = torch.arange(BATCH) % 10
    # ten classes, batch norms frozen, as fine-tuning here does by default
    if hasattr(model, "fc"):
        model.fc = torch.nn.Linear(model.fc.in_features, 10)
    elif name.startswith("squeezenet"):
        model.classifier[1] = torch.nn.Conv2d(512, 10, 1)
    else:
        last = model.classifier[-1] if isinstance(model.classifier, torch.nn.Sequential) else model.classifier
        model.classifier = torch.nn.Linear(last.in_features, 10)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)

    def step():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()
    return step


def serve(job):
    batch = None
    for line in sys.stdin:
        words = line.split()
        answer = "done"
        if words[0] == "open":
            batch = opened(words[1], job)
            batch()
            batch()
        elif words[0] == "run":
            batches, begin = 0, time.perf_counter()
            while batches == 0 or time.perf_counter() - begin < float(words[1]):
                batch()
                batches += 1
            answer = BATCH * batches / (time.perf_counter() - begin)
        else:
            batch = None
        print("peer", answer, flush=True)


if __name__ == "__main__":
    torch.set_num_threads(int(os.environ.get("TL_BENCH_THREADS", "2")))
    if len(sys.argv) == 4 and sys.argv[1] == "export":
        export(sys.argv[2].split(","), sys.argv[3])
    elif len(sys.argv) == 3 and sys.argv[1] in ("frozen", "training"):
        serve(sys.argv[1])
    else:
        sys.exit(__doc__)
