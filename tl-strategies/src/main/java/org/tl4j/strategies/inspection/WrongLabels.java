package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;

/** Labels that are likely wrong, of images with one label or several: {@link ConfidentLearning} on a cross-validated head. */
final class WrongLabels {
    /** With fewer images each fold has hardly any. */
    static final int FEWEST_IMAGES = 20;

    /** Images times features times classes before training: some minutes. Of more images, some are checked. */
    static final double MOST_WORK = 1e9;

    /** The same after training. */
    static final double MOST_WORK_AFTER_TRAINING = 1e8;

    /** The strengths that are best for features of length 1, and as exact as an order needs; the usual list takes much longer. */
    private static final HeadSettings HEAD = new HeadSettings(List.of(1e-1, 3e-1, 1.0), 5, false, 200, 1e-3, false);

    private final HeadTrainer trainer;
    private final long seed;

    /** Fits heads with {@code trainer} to folds drawn from {@code seed}. */
    WrongLabels(HeadTrainer trainer, long seed) {
        this.trainer = trainer;
        this.seed = seed;
    }

    /** How many images {@code work} allows, at least {@value #FEWEST_IMAGES}. */
    static int most(double work, int width, int labels) {
        return (int) Math.max(FEWEST_IMAGES, Math.min(Integer.MAX_VALUE, work / width / labels));
    }

    /** The surest first; empty where the trainer keeps no predictions. */
    List<LikelyWrongLabel> of(UnitRows rows, LabelMatrix targets, LabelSet labels) {
        LabelledFeatures none =
                new LabelledFeatures(FeatureBatch.allocate(0, rows.width()), targets.select(new int[0]));
        Optional<HeldOutPredictions> heldOut = trainer.fit(
                        new LabelledFeatures(rows, targets), none, HEAD, seed, event -> checkInterruption(rows))
                .heldOut();
        if (heldOut.isEmpty()) {
            return List.of();
        }
        float[][] probabilities = heldOut.orElseThrow().probabilities();
        return labels.isMultiLabel()
                ? several(probabilities, targets, labels)
                : single(probabilities, targets.singles(), labels);
    }

    private static void checkInterruption(UnitRows rows) {
        Interruption.check("the search for wrong labels", 0, rows.rows());
    }

    private static List<LikelyWrongLabel> single(float[][] probabilities, int[] given, LabelSet labels) {
        return new ConfidentLearning(probabilities, given)
                .issues().stream()
                        .map(issue -> new LikelyWrongLabel(
                                issue.row(),
                                Optional.of(labels.name(given[issue.row()])),
                                Optional.of(labels.name(issue.likely())),
                                probabilities[issue.row()][given[issue.row()]],
                                probabilities[issue.row()][issue.likely()]))
                        .toList();
    }

    /** Each label is a question of two classes, absent and present. */
    private static List<LikelyWrongLabel> several(float[][] probabilities, LabelMatrix targets, LabelSet labels) {
        List<LikelyWrongLabel> all = new ArrayList<>();
        for (int l = 0; l < labels.size(); l++) {
            int label = l;
            Optional<String> name = Optional.of(labels.name(label));
            int[] known = IntStream.range(0, targets.rows())
                    .filter(row -> targets.state(row, label) != LabelState.UNKNOWN)
                    .toArray();
            float[][] binary = new float[known.length][];
            int[] given = new int[known.length];
            for (int i = 0; i < known.length; i++) {
                float present = probabilities[known[i]][label];
                binary[i] = new float[] {1 - present, present};
                given[i] = targets.isPresent(known[i], label) ? 1 : 0;
            }
            for (ConfidentLearning.Issue issue : new ConfidentLearning(binary, given).issues()) {
                boolean missing = issue.likely() == 1;
                all.add(new LikelyWrongLabel(
                        known[issue.row()],
                        missing ? Optional.empty() : name,
                        missing ? name : Optional.empty(),
                        binary[issue.row()][1 - issue.likely()],
                        binary[issue.row()][issue.likely()]));
            }
        }
        all.sort(Comparator.comparingDouble(label -> -label.margin()));
        return all;
    }
}
