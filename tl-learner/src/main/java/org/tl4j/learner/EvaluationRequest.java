package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.EvaluationListener;
import org.tl4j.core.progress.Progress;

/**
 * What to evaluate. Start with {@link #of} and change what should differ from the defaults.
 *
 * <pre>{@code
 * EvaluationRequest request = EvaluationRequest.of(Path.of("insects.tlz"), Path.of("other photos"));
 * try (TransferLearner learner = TransferLearner.create()) {
 *     Evaluation evaluation = learner.evaluate(request).evaluation();
 *     System.out.println(evaluation.accuracy());
 * }
 * }</pre>
 *
 * @param bundle the model
 * @param data a folder of class folders, a zip of the same, or a CSV
 * @param subset which subset of it, where it has subsets; empty takes test, else validation
 * @param reading limits on what is read
 * @param progress receives how far the work is
 * @param listener receives the result of each image
 * @param coverage which sets of classes are measured: those of this coverage, in (0, 1), fitted to the held-out images of training;
 *     empty takes those of the model, if it has any
 */
public record EvaluationRequest(
        Path bundle,
        Path data,
        Optional<Subset> subset,
        ReadingSettings reading,
        Progress progress,
        EvaluationListener listener,
        Optional<Double> coverage) {
    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public EvaluationRequest {
        required(bundle, "bundle");
        required(data, "data");
        required(subset, "subset");
        required(reading, "reading");
        required(progress, "progress");
        required(listener, "listener");
        required(coverage, "coverage");
    }

    /** The same with the sets of the model. */
    public EvaluationRequest(
            Path bundle,
            Path data,
            Optional<Subset> subset,
            ReadingSettings reading,
            Progress progress,
            EvaluationListener listener) {
        this(bundle, data, subset, reading, progress, listener, Optional.empty());
    }

    /** The same without a listener. */
    public EvaluationRequest(
            Path bundle, Path data, Optional<Subset> subset, ReadingSettings reading, Progress progress) {
        this(bundle, data, subset, reading, progress, EvaluationListener.NONE);
    }

    /** Evaluates with all defaults. */
    public static EvaluationRequest of(Path bundle, Path data) {
        return new EvaluationRequest(bundle, data, Optional.empty(), ReadingSettings.DEFAULT, Progress.NONE);
    }

    /** The same for one subset of the images. */
    public EvaluationRequest withSubset(Subset other) {
        return new EvaluationRequest(
                bundle, data, Optional.of(required(other, "subset")), reading, progress, listener, coverage);
    }

    /** The same with other limits. */
    public EvaluationRequest withReading(ReadingSettings other) {
        return new EvaluationRequest(bundle, data, subset, other, progress, listener, coverage);
    }

    /** The same, reporting to {@code other} how far it is. */
    public EvaluationRequest withProgress(Progress other) {
        return new EvaluationRequest(bundle, data, subset, reading, other, listener, coverage);
    }

    /** The same, handing the result of each image to {@code other}. */
    public EvaluationRequest withListener(EvaluationListener other) {
        return new EvaluationRequest(bundle, data, subset, reading, progress, other, coverage);
    }

    /** The same, measuring sets of classes of this coverage, in (0, 1). */
    public EvaluationRequest withCoverage(double other) {
        return new EvaluationRequest(bundle, data, subset, reading, progress, listener, Optional.of(other));
    }
}
