package org.tl4j.learner;

import java.util.Optional;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.evaluation.Evaluation;

/**
 * A network that was trained from fresh weights.
 *
 * @param bundle the network with labels, preprocessing and provenance
 * @param test how good it is on the test part of the data; empty where there is none
 * @param trainImages how many images it learned from
 */
public record ScratchReport(Bundle bundle, Optional<Evaluation> test, int trainImages) {}
