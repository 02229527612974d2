package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was measured.
 *
 * @param backbone its name
 * @param multiplyAdds of the whole network for one image; empty where they are not known without computing
 * @param batch how many images the network computed at a time
 * @param cores how many processors this process may use
 * @param figures in the order in which they were measured
 * @param latency of a single prediction, an image file to its classes, one at a time
 * @param notes what could not be measured, and why
 */
public record BenchmarkReport(
        String backbone,
        OptionalLong multiplyAdds,
        int batch,
        int cores,
        List<Figure> figures,
        Latency latency,
        List<String> notes) {
    public BenchmarkReport {
        requireNonNull(backbone, "backbone is null");
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    /** What a figure is about, and what its rate counts. */
    public enum Subject {
        /** Products of two matrices of 1024 rows and columns. */
        MATRIX_PRODUCT,
        /** Photos decoded and resized, by all workers. */
        DECODING,
        /** Images through the frozen network. */
        FORWARD,
        /** Fits of an output layer to 1000 images of 10 classes, the choice of its strength included. */
        HEAD_FIT,
        /** Images through training steps of the whole network. */
        TRAINING_STEP,
        /** Photos predicted, by several callers at a time. */
        PREDICTION
    }

    /**
     * One measured rate.
     *
     * @param engine that computed; empty where the default did, or none
     * @param callers how many threads asked at a time
     * @param perSecond how often per second what the subject counts was done
     * @param multiplyAddsPerSecond what that is in arithmetic; empty where it is not known
     */
    public record Figure(
            Subject subject,
            Optional<String> engine,
            int callers,
            Spread perSecond,
            OptionalDouble multiplyAddsPerSecond) {
        public Figure {
            requireNonNull(subject, "subject is null");
            requireNonNull(engine, "engine is null");
            requireNonNull(perSecond, "perSecond is null");
        }
    }

    /** The middle of several measurements, and how far they lie apart. */
    public record Spread(double median, double lowest, double highest) {}

    /**
     * How long single calls took.
     *
     * @param median in seconds: half of them took less
     * @param p99 in seconds: 99 of 100 took less
     * @param calls how many were measured
     */
    public record Latency(double median, double p99, int calls) {}

    /** The arithmetic of the fastest matrix product, per second; empty where no engine computes one. */
    public OptionalDouble bestProduct() {
        return figures.stream()
                .filter(figure -> figure.subject() == Subject.MATRIX_PRODUCT)
                .flatMapToDouble(figure -> figure.multiplyAddsPerSecond().stream())
                .max();
    }

    /** The arithmetic of a figure as a share of the fastest matrix product; empty where one of them is not known. */
    public OptionalDouble share(Figure figure) {
        OptionalDouble best = bestProduct();
        return best.isPresent() && figure.multiplyAddsPerSecond().isPresent()
                ? OptionalDouble.of(figure.multiplyAddsPerSecond().getAsDouble() / best.getAsDouble())
                : OptionalDouble.empty();
    }
}
