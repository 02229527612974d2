package org.tl4j.core.evaluation;

import java.util.OptionalDouble;

/**
 * How well one of several labels is found. Images of which the label is unknown do not count.
 *
 * @param label the label
 * @param averagePrecision see {@link AveragePrecision}; empty where no image has the label
 * @param threshold from which probability on the label counts as predicted
 * @param precision the share of the images for which it is predicted that have it; 0 where it was never predicted
 * @param recall the share of the images that have it for which it is predicted; 0 where none has it
 * @param f1 the harmonic mean of the two
 * @param images how many images have it
 * @param predicted for how many images it is predicted
 */
public record LabelMetrics(
        String label,
        OptionalDouble averagePrecision,
        double threshold,
        double precision,
        double recall,
        double f1,
        int images,
        int predicted) {}
