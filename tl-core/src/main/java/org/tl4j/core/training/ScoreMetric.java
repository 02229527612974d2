package org.tl4j.core.training;

/** What a {@link Score} measures. */
public enum ScoreMetric {
    /** The share of images that are right, of images with one label. */
    ACCURACY,

    /** The mean over the labels of the average precision, of images with several labels. */
    MEAN_AVERAGE_PRECISION
}
