package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;

/** How many images of each subset have each of several labels, and which of these counts are a reason to worry. */
final class LabelCounts {
    /** With fewer positive examples a label is learned from single photos. */
    private static final int FEW = 10;

    private static final int SHOWN = 50;
    private static final String ADD = "add images that have it";

    private final LabelSet labels;
    private final LabelMatrix train;
    private final LabelMatrix validation;
    private final LabelMatrix test;

    private LabelCounts(LabelSet labels, LabelMatrix train, LabelMatrix validation, LabelMatrix test) {
        this.labels = labels;
        this.train = train;
        this.validation = validation;
        this.test = test;
    }

    static LabelCounts of(DatasetSplit split) {
        return new LabelCounts(
                split.labels(),
                LabelMatrix.of(split.train(), split.labels()),
                LabelMatrix.of(split.validation(), split.labels()),
                LabelMatrix.of(split.test(), split.labels()));
    }

    List<TrainingWarning> warnings() {
        int[] inTrain = train.counts();
        int[] inValidation = validation.counts();
        int[] inTest = test.counts();
        List<TrainingWarning> warnings = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            if (inTrain[label] + inValidation[label] + inTest[label] == 1) {
                warnings.add(warning(label, "is on one image alone", ADD));
            } else if (inTrain[label] < FEW) {
                rare.add("%s (%d training, %d validation, %d test)"
                        .formatted(labels.name(label), inTrain[label], inValidation[label], inTest[label]));
            }
            int known = known(label);
            if (inTrain[label] == known) {
                warnings.add(warning(
                        label,
                        "is on all " + known + " training images"
                                + (known < train.rows() ? " of which it is known" : "")
                                + ", so that nothing shows when it is absent",
                        "add images without it, or leave it out"));
            }
            if (known < train.rows()) {
                warnings.add(warning(
                        label,
                        "is unknown for " + (train.rows() - known) + " of " + train.rows()
                                + " training images, which count neither for nor against it",
                        ""));
            }
            if (validation.rows() > 0 && inValidation[label] == 0) {
                absent.add(labels.name(label));
            }
        }
        withoutLabel().ifPresent(warnings::add);
        list(rare, "on fewer than " + FEW + " training images: ", ADD, warnings);
        list(absent, "on no validation image, so that nothing is measured there: ", ADD, warnings);
        return warnings;
    }

    /** Of how many training images it is known whether they have a label. */
    private int known(int label) {
        return (int) IntStream.range(0, train.rows())
                .filter(row -> train.state(row, label) != LabelState.UNKNOWN)
                .count();
    }

    /** Such an image may be an example of none of the labels, or one that nobody has labelled. */
    private Optional<TrainingWarning> withoutLabel() {
        long images = Stream.of(train, validation, test)
                .mapToLong(LabelCounts::withoutLabel)
                .sum();
        return images == 0
                ? Optional.empty()
                : Optional.of(new TrainingWarning(
                        WarningKind.LABEL_COUNTS,
                        images == 1 ? "1 image" : images + " images",
                        (images == 1 ? "has" : "have") + " no label and "
                                + (images == 1 ? "is an example" : "are examples") + " of none of them",
                        ""));
    }

    private static long withoutLabel(LabelMatrix images) {
        return IntStream.range(0, images.rows())
                .filter(row -> IntStream.range(0, images.labels())
                        .allMatch(label -> images.state(row, label) == LabelState.ABSENT))
                .count();
    }

    private TrainingWarning warning(int label, String what, String advice) {
        return new TrainingWarning(WarningKind.LABEL_COUNTS, "label " + labels.name(label), what, advice);
    }

    private static void list(List<String> found, String what, String advice, List<TrainingWarning> warnings) {
        if (!found.isEmpty()) {
            String shown = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
            warnings.add(new TrainingWarning(
                    WarningKind.LABEL_COUNTS,
                    found.size() == 1 ? "1 label" : found.size() + " labels",
                    (found.size() == 1 ? "is " : "are ")
                            + what
                            + shown
                            + (found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : ""),
                    advice));
        }
    }
}
