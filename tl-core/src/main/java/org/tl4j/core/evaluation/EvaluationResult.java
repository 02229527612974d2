package org.tl4j.core.evaluation;

import org.tl4j.core.dataset.LabelSet;

/** How good a network is on a set of images, by how many labels an image has. */
public sealed interface EvaluationResult permits Evaluation, MultiLabelEvaluation {
    /** How many images, at least 1. */
    int images();

    /** The labels, in the order of the network's outputs. */
    LabelSet labels();
}
