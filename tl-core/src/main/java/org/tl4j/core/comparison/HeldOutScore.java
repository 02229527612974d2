package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.training.ScoreMetric;

/**
 * How good a network is on the held-out images, with what each image contributes, so that two networks can be compared image by
 * image. Immutable.
 */
public sealed interface HeldOutScore {
    /** What {@link #value()} is. */
    ScoreMetric metric();

    /** The figure, from 0 to 1, the higher the better. */
    double value();

    /** Its 95 % interval over the images. */
    Interval interval();

    /** One number per held-out image, whose mean is {@link #value()}; NaN for an image that could not be decoded. */
    double[] contributions();

    /** How many images could be decoded, at least 1. */
    default int images() {
        return (int) Arrays.stream(contributions())
                .filter(value -> !Double.isNaN(value))
                .count();
    }

    /**
     * Of images with one label each: the share that is right, and its Wilson interval.
     *
     * @param hits one character per held-out image: 1 if the network gets it right, 0 if not, - if it could not be decoded; at
     *     least one that could
     */
    record Hits(String hits) implements HeldOutScore {
        private static final Pattern HITS = Pattern.compile("[01-]*[01][01-]*");

        public Hits {
            if (!HITS.matcher(hits).matches()) {
                throw new IllegalArgumentException("hits must be made of 0, 1 and -, and not of - alone");
            }
        }

        @Override
        public ScoreMetric metric() {
            return ScoreMetric.ACCURACY;
        }

        @Override
        public double value() {
            return (double) right() / images();
        }

        @Override
        public Interval interval() {
            return Interval.wilson(right(), images());
        }

        @Override
        public double[] contributions() {
            return hits.chars()
                    .mapToDouble(hit -> hit == '-' ? Double.NaN : hit - '0')
                    .toArray();
        }

        private long right() {
            return hits.chars().filter(hit -> hit == '1').count();
        }
    }

    /**
     * Of images with several labels: the mean average precision. An image contributes its pseudo-value of the jackknife, which
     * may lie outside 0 to 1 ({@link org.tl4j.core.evaluation.Jackknife}).
     *
     * @param value the mean average precision
     * @param interval its 95 % interval, by bootstrap
     * @param values the contributions; NaN for an image that could not be decoded; at least one other
     */
    record Ranking(double value, Interval interval, List<Double> values) implements HeldOutScore {
        public Ranking {
            requireNonNull(interval, "interval is null");
            values = List.copyOf(values);
            if (!(value >= 0 && value <= 1) || values.stream().allMatch(contribution -> contribution.isNaN())) {
                throw new IllegalArgumentException("a mean average precision is from 0 to 1, and of one image or more");
            }
        }

        @Override
        public ScoreMetric metric() {
            return ScoreMetric.MEAN_AVERAGE_PRECISION;
        }

        @Override
        public double[] contributions() {
            return IntStream.range(0, values.size()).mapToDouble(values::get).toArray();
        }
    }
}
