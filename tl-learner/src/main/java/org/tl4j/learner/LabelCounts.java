package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;

/** How many images of each subset have each of several labels, and which of these counts are a reason to worry. */
final class LabelCounts {
    /** With fewer positive examples a label is learned from single photos. */
    private static final int FEW = 10;

    private static final int SHOWN = 5;
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
            if (inTrain[label] == train.rows()) {
                warnings.add(warning(
                        label,
                        "is on all " + train.rows() + " training images, so that nothing shows when it is absent",
                        "add images without it, or leave it out"));
            }
            if (validation.rows() > 0 && inValidation[label] == 0) {
                absent.add(labels.name(label));
            }
        }
        list(rare, "fewer than " + FEW + " training images have: ", ADD, warnings);
        list(absent, "no validation image has, so that nothing is measured for them: ", ADD, warnings);
        return warnings;
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
                    what + shown + (found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : ""),
                    advice));
        }
    }
}
