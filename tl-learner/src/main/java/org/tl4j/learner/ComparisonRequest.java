package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonListener;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonStore;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.TrainingListener;

/**
 * What to compare. Start with {@link #of} and change what should differ from the defaults.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create()) {
 *     ComparisonReport report = learner.compare(ComparisonRequest.of(Path.of("photos"))
 *             .withPerClass(List.of(5, 20, ComparisonPlan.ALL))
 *             .withSeeds(1));
 *     report.result().recommendation().ifPresent(recommended -> System.out.println(recommended.taken().choice()));
 * }
 * }</pre>
 *
 * @param data a folder of class folders, a zip of the same, or a CSV
 * @param backbones the pretrained networks, of different names; empty takes the default, as
 *     {@link TrainingRequest#backbone} describes it
 * @param strategies how they are trained, each with its default settings
 * @param perClass how many images of each class, or of each label of several, are used, for training and validation together
 * @param seeds how often everything is repeated with other images
 * @param timeBudget how long all runs may take, those that the store has included; above 0. Runs that do not fit are left
 *     out, and the epochs of a strategy are fewer if its default does not fit
 * @param mostHeldOut how many held-out images are measured at most, at least 1; the same share of each class
 * @param reading limits on what is read
 * @param store keeps each run when it has ended, and has those of an interrupted comparison
 * @param progress receives how far the work is
 * @param listener receives the runs
 * @param trainingListener receives which backbone is used, before its weights are fetched
 */
public record ComparisonRequest(
        Path data,
        List<BackboneRequest> backbones,
        List<ComparedStrategy> strategies,
        List<Integer> perClass,
        int seeds,
        Duration timeBudget,
        int mostHeldOut,
        ReadingSettings reading,
        ComparisonStore store,
        Progress progress,
        ComparisonListener listener,
        TrainingListener trainingListener) {
    /** 5, 10, 20, 50 and all images of each class. */
    public static final List<Integer> DEFAULT_PER_CLASS = List.of(5, 10, 20, 50, ComparisonPlan.ALL);

    /** Three repetitions, with which a deviation has a meaning. */
    public static final int DEFAULT_SEEDS = 3;

    /** Five minutes. */
    public static final Duration DEFAULT_TIME_BUDGET = Duration.ofMinutes(5);

    /** The 95 % interval of an accuracy of 0.9 is then about 5 points wide. */
    public static final int DEFAULT_MOST_HELD_OUT = 500;

    /**
     * Checks that nothing is missing.
     *
     * @throws UsageException if something is null, a number out of range, or a backbone named twice
     */
    public ComparisonRequest {
        required(data, "data");
        backbones = List.copyOf(required(backbones, "backbones"));
        strategies = List.copyOf(required(strategies, "strategies"));
        perClass = List.copyOf(required(perClass, "images per class"));
        required(timeBudget, "time budget");
        required(reading, "reading");
        required(store, "store");
        required(progress, "progress");
        required(listener, "listener");
        required(trainingListener, "training listener");
        List<String> names = backbones.stream().map(BackboneRequest::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new UsageException("backbones", "must have different names", String.join(", ", names), "");
        }
        if (timeBudget.isNegative() || timeBudget.isZero()) {
            throw new UsageException("time-budget", "must be above 0", timeBudget.toSeconds() + "s", "");
        }
        if (mostHeldOut < 1) {
            throw new UsageException("held-out images", "must be at least 1", "" + mostHeldOut, "");
        }
        // checked now, not when the images are read; the name stands for the default
        new ComparisonPlan(names.isEmpty() ? List.of("default") : names, strategies, perClass, seeds);
    }

    /** Compares all strategies by the default backbone, in five minutes. */
    public static ComparisonRequest of(Path data) {
        return new ComparisonRequest(
                data,
                List.of(),
                List.of(ComparedStrategy.values()),
                DEFAULT_PER_CLASS,
                DEFAULT_SEEDS,
                DEFAULT_TIME_BUDGET,
                DEFAULT_MOST_HELD_OUT,
                ReadingSettings.DEFAULT,
                ComparisonStore.NONE,
                Progress.NONE,
                ComparisonListener.NONE,
                TrainingListener.NONE);
    }

    /** The plan of this request for these networks. */
    ComparisonPlan plan(List<String> names) {
        return new ComparisonPlan(names, strategies, perClass, seeds);
    }

    /** The same by other backbones. */
    public ComparisonRequest withBackbones(List<BackboneRequest> other) {
        return with(changed -> changed.backbones = other);
    }

    /** The same by other strategies. */
    public ComparisonRequest withStrategies(List<ComparedStrategy> other) {
        return with(changed -> changed.strategies = other);
    }

    /** The same with other numbers of images per class. */
    public ComparisonRequest withPerClass(List<Integer> other) {
        return with(changed -> changed.perClass = other);
    }

    /** The same with another number of repetitions. */
    public ComparisonRequest withSeeds(int other) {
        return with(changed -> changed.seeds = other);
    }

    /** The same in another time. */
    public ComparisonRequest withTimeBudget(Duration other) {
        return with(changed -> changed.timeBudget = other);
    }

    /** The same, measured on at most {@code other} images. */
    public ComparisonRequest withMostHeldOut(int other) {
        return with(changed -> changed.mostHeldOut = other);
    }

    /** The same with other limits. */
    public ComparisonRequest withReading(ReadingSettings other) {
        return with(changed -> changed.reading = other);
    }

    /** The same, keeping runs in {@code other}, and going on with those that it has. */
    public ComparisonRequest withStore(ComparisonStore other) {
        return with(changed -> changed.store = other);
    }

    /** The same, reporting to {@code other} how far it is. */
    public ComparisonRequest withProgress(Progress other) {
        return with(changed -> changed.progress = other);
    }

    /** The same, reporting to {@code runs} what was run, and to {@code training} which backbone is taken. */
    public ComparisonRequest withListeners(ComparisonListener runs, TrainingListener training) {
        return with(changed -> {
            changed.listener = runs;
            changed.trainingListener = training;
        });
    }

    private ComparisonRequest with(Consumer<Changed> change) {
        Changed changed = new Changed(this);
        change.accept(changed);
        return changed.request();
    }

    /** The parts of a request while one of them changes. */
    private static final class Changed {
        private final Path data;
        private List<BackboneRequest> backbones;
        private List<ComparedStrategy> strategies;
        private List<Integer> perClass;
        private int seeds;
        private Duration timeBudget;
        private int mostHeldOut;
        private ReadingSettings reading;
        private ComparisonStore store;
        private Progress progress;
        private ComparisonListener listener;
        private TrainingListener trainingListener;

        Changed(ComparisonRequest request) {
            data = request.data;
            backbones = request.backbones;
            strategies = request.strategies;
            perClass = request.perClass;
            seeds = request.seeds;
            timeBudget = request.timeBudget;
            mostHeldOut = request.mostHeldOut;
            reading = request.reading;
            store = request.store;
            progress = request.progress;
            listener = request.listener;
            trainingListener = request.trainingListener;
        }

        ComparisonRequest request() {
            return new ComparisonRequest(
                    data,
                    backbones,
                    strategies,
                    perClass,
                    seeds,
                    timeBudget,
                    mostHeldOut,
                    reading,
                    store,
                    progress,
                    listener,
                    trainingListener);
        }
    }
}
