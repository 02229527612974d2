package org.tl4j.strategies;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.TrainingEvent.FeaturesReady;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.ExtractedFeatures;
import org.tl4j.strategies.extraction.FeatureExtractor;

/** Freezes everything up to the boundary and fits only a new output layer: for small data, or data like the original. */
final class FeatureExtraction implements TransferStrategy {
    static final String NAME = "feature-extraction";

    private final FeatureExtractor extractor;
    private final HeadTrainer trainer;
    private final HeadSettings settings;

    FeatureExtraction(FeatureExtractor extractor, HeadTrainer trainer, HeadSettings settings) {
        this.extractor = extractor;
        this.trainer = trainer;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TransferResult train(TransferTask task) {
        long started = System.nanoTime();
        List<Sample> all =
                Stream.concat(task.train().stream(), task.validation().stream()).toList();
        ExtractedFeatures features = extractor.extract(task.backbone(), all, task.strict(), task.progress());
        long extracted = System.nanoTime();
        task.listener().on(new FeaturesReady(features.computed(), features.reused()));
        int trainImages = (int) features.samples().stream()
                .filter(new HashSet<>(task.train())::contains)
                .count();
        LabelledFeatures train = labelled(features, 0, trainImages, task.labels());
        LabelledFeatures validation =
                labelled(features, trainImages, features.samples().size(), task.labels());
        requireEveryClass(train, task.labels());
        HeadFit fit = trainer.fit(train, validation, settings, task.seed(), task.listener());
        Map<String, String> inForce = new TreeMap<>(settings.byKey());
        inForce.put("l2-strength", Double.toString(fit.l2Strength()));
        inForce.put("iterations", Integer.toString(fit.iterations()));
        return new TransferResult(
                task.backbone().withHead(fit.head()),
                fit.score(),
                trainImages,
                features.skipped(),
                Duration.ofNanos(extracted - started),
                Duration.ofNanos(System.nanoTime() - extracted),
                inForce);
    }

    private static LabelledFeatures labelled(ExtractedFeatures features, int from, int to, LabelSet labels) {
        int width = features.features().width();
        int[] indices = features.samples().subList(from, to).stream()
                .mapToInt(sample -> labels.indexOf(sample.label()))
                .toArray();
        FeatureBatch rows = new FeatureBatch(
                features.features().values().slice(from * width, (to - from) * width), to - from, width);
        return new LabelledFeatures(rows, indices, labels.size());
    }

    private static void requireEveryClass(LabelledFeatures train, LabelSet labels) {
        boolean[] present = new boolean[labels.size()];
        for (int label : train.labels()) {
            present[label] = true;
        }
        for (int i = 0; i < present.length; i++) {
            if (!present[i]) {
                throw new DataException(
                        "class " + labels.name(i),
                        "must have at least one readable training image",
                        "none",
                        "add images, or remove the class");
            }
        }
    }
}
