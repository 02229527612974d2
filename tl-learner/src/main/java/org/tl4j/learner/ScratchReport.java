package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.evaluation.Evaluation;

/**
 * A network that was trained from fresh weights.
 *
 * @param bundle the network with labels, preprocessing and provenance
 * @param test how good it is on the test part of the data; empty where there is none
 * @param trainImages how many images it learned from
 * @param skipped images that could not be used
 */
public record ScratchReport(Bundle bundle, Optional<Evaluation> test, int trainImages, List<SkippedImage> skipped) {
    public ScratchReport {
        skipped = List.copyOf(skipped);
    }
}
