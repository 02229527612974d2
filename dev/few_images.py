"""Measures the heads for few images, and which images to label next, on features that `tl features` wrote.

    python3 dev/few_images.py heads TRAIN.npy TEST.npy
    python3 dev/few_images.py suggest TRAIN.npy TEST.npy

Each .npy has its .index.csv beside it. Needs NumPy and scikit-learn. The heads are those of org.tl4j.strategies.frozen
(FewImages, Prototypes): the mean direction of each class, shrunk by 0.1, and logistic regression, chosen by leave-one-out
with equal weight of all classes.
"""

import csv
import sys
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")
SEEDS = (1, 2, 3)


def load(path):
    with open(path.replace(".npy", ".index.csv"), encoding="utf-8") as index:
        return np.load(path).astype(float), np.array([row["label"] for row in csv.DictReader(index)])


def regression(features, labels, strength=0.3, balanced=False):
    mean = features.mean(0)
    scale = np.sqrt(((features - mean) ** 2).mean())
    model = LogisticRegression(
        C=1 / (strength * len(features)), max_iter=100, tol=1e-3, class_weight="balanced" if balanced else None)
    model.fit((features - mean) / scale, labels)
    return lambda others: (model.classes_, model.predict_proba((others - mean) / scale))


def prototypes(features, labels):
    unit = features / np.linalg.norm(features, axis=1, keepdims=True)
    classes = np.unique(labels)
    means = np.array([unit[labels == each].mean(0) for each in classes])
    means += 0.1 * (means.mean(0) - means)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return lambda others: (classes, others @ means.T)


def right(model, features, labels):
    classes, scores = model(features)
    return classes[scores.argmax(1)] == labels


def prefers_prototypes(features, labels, count):
    if count == 1:
        return True
    if count > 4:
        return False
    gained = 0
    for left in range(len(labels)):
        rest = np.arange(len(labels)) != left
        one = slice(left, left + 1)
        gained += int(right(prototypes(features[rest], labels[rest]), features[one], labels[one])[0])
        gained -= int(right(regression(features[rest], labels[rest], balanced=True), features[one], labels[one])[0])
    return gained > 0


def draw(labels, count, seed):
    random = np.random.RandomState(seed)
    return np.concatenate([random.choice(np.where(labels == each)[0], count, False) for each in np.unique(labels)])


def heads(train, test):
    for count in (1, 2, 3, 5, 10):
        rows = []
        for seed in SEEDS:
            chosen = draw(train[1], count, seed)
            features, labels = train[0][chosen], train[1][chosen]
            both = [right(model(features, labels), *test).mean() for model in (regression, prototypes)]
            rows.append(both + [both[int(prefers_prototypes(features, labels, count))]])
        mean = 100 * np.mean(rows, 0)
        print(f"| {count} | {mean[0]:.1f} % | {mean[1]:.1f} % | {mean[2]:.1f} % |", flush=True)


def margins(probabilities):
    ordered = np.sort(probabilities, 1)
    return 1 - (ordered[:, -1] - ordered[:, -2])


def suggest(kind, model, pool, known, count, random):
    """Rows of the pool, drawn one after the other by weight times distance to the nearest known or drawn one."""
    if kind == "random":
        return random.choice(len(pool), count, False)
    weight = margins(model(pool)[1])
    if kind == "uncertain":
        return np.argsort(-weight, kind="stable")[:count]
    unit = pool / np.linalg.norm(pool, axis=1, keepdims=True)
    seen = known / np.linalg.norm(known, axis=1, keepdims=True)
    distance = np.full(len(pool), 2.0) if kind == "unlike" else (1 - unit @ seen.T).min(1)
    if kind == "far":
        weight = np.ones(len(pool))
    picked = []
    for _ in range(count):
        best = int((weight * distance).argmax())
        picked.append(best)
        distance = np.minimum(distance, 1 - unit @ unit[best])
    return np.array(picked)


def curves(train, test):
    for kind in ("random", "uncertain", "unlike", "far", "all"):
        rows = []
        for seed in SEEDS:
            random = np.random.RandomState(seed)
            labelled = list(draw(train[1], 3, seed))
            row = []
            for _ in range(11 if kind != "random" else 31):
                model = regression(train[0][labelled], train[1][labelled], strength=0.01)
                row.append(right(model, *test).mean())
                rest = np.setdiff1d(np.arange(len(train[1])), labelled)
                labelled += list(rest[suggest(kind, model, train[0][rest], train[0][labelled], 12, random)])
            rows.append(row)
        print(kind, " ".join(f"{100 * value:.1f}" for value in np.mean(rows, 0)), flush=True)


if __name__ == "__main__":
    task, train_path, test_path = sys.argv[1:]
    (heads if task == "heads" else curves)(load(train_path), load(test_path))
