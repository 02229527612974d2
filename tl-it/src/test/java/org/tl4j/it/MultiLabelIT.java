package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.EvaluatedImage;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.evaluation.EvaluationListener;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
import org.tl4j.core.progress.Progress;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Mosaics;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.TransferLearner;

/** Several labels per image on real photos: as good as logistic regressions of scikit-learn, and as a model of one label. */
@ExtendWith(WorkshopExtension.class)
class MultiLabelIT {
    private static final SplitSettings NO_VALIDATION = new SplitSettings(0, 1);

    /** Of one logistic regression per label on the same features, standardised: make_goldens.py mosaics. */
    private static final double SCIKIT_LEARN = 0.8252;

    private final TransferLearner learner;
    private final Path folder;

    MultiLabelIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("multi-label");
    }

    @Test
    void findsTheClassesOfFourPhotosAtOnce() throws IOException {
        Path mosaics = Mosaics.write(Fixtures.path("data"), folder.resolve("mosaics"));
        Path bundle = folder.resolve("mosaics.tlz");

        learner.train(Photos.request(mosaics, bundle).withSplit(NO_VALIDATION));
        EvaluationReport report = evaluate(bundle, mosaics, Subset.TEST, EvaluationListener.NONE);

        MultiLabelEvaluation found = (MultiLabelEvaluation) report.result();
        assertThat(found.images()).isEqualTo(Mosaics.TEST);
        assertThat(found.labels().size()).isEqualTo(14);
        assertThat(found.meanAveragePrecision()).isGreaterThanOrEqualTo(SCIKIT_LEARN);
        assertThat(found.interval().low()).isGreaterThan(0.75);
        assertThat(found.interval().high()).isLessThan(0.9);
    }

    @Test
    void oneLabelPerImageGivesTheSameMostProbableLabel() {
        Path photos = Fixtures.path("data/hymenoptera");
        Path single = folder.resolve("single.tlz");
        Path several = folder.resolve("several.tlz");
        ReadingSettings reading = ReadingSettings.DEFAULT.withLabels(
                new LabelReading(Optional.of(LabelMode.MULTI_LABEL), Optional.empty()));

        learner.train(Photos.request(photos, single));
        learner.train(Photos.request(photos, several).withReading(reading));

        Map<ImageLocation, String> expected = mostProbable(single, photos);
        Map<ImageLocation, String> found = mostProbable(several, photos);
        assertThat(expected).hasSize(397);
        assertThat(found).hasSameSizeAs(expected);
        long same = expected.entrySet().stream()
                .filter(image -> image.getValue().equals(found.get(image.getKey())))
                .count();
        assertThat(same / (double) expected.size()).isGreaterThanOrEqualTo(0.99);
    }

    private Map<ImageLocation, String> mostProbable(Path bundle, Path data) {
        LabelSet labels = learner.bundles().read(bundle).manifest().labels();
        Map<ImageLocation, String> all = new HashMap<>();
        EvaluationListener listener = new EvaluationListener() {
            @Override
            public void on(EvaluatedImage image) {
                all.put(image.location(), labels.name(largest(image.probabilities())));
            }

            @Override
            public void on(EvaluatedLabels image) {
                all.put(image.location(), labels.name(largest(image.probabilities())));
            }
        };
        evaluate(bundle, data, Subset.TRAIN, listener);
        evaluate(bundle, data, Subset.VALIDATION, listener);
        return all;
    }

    private static int largest(float[] probabilities) {
        int largest = 0;
        for (int label = 1; label < probabilities.length; label++) {
            largest = probabilities[label] > probabilities[largest] ? label : largest;
        }
        return largest;
    }

    private EvaluationReport evaluate(Path bundle, Path data, Subset subset, EvaluationListener listener) {
        return learner.evaluate(new EvaluationRequest(
                bundle, data, Optional.of(subset), ReadingSettings.DEFAULT, Progress.NONE, listener));
    }
}
