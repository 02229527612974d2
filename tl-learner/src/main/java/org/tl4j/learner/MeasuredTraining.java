package org.tl4j.learner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.DecodedBatch;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.Strategies;

/** One training of a comparison, its time, and its network on the held-out images. The time of measuring does not count. */
final class MeasuredTraining {
    /** During training fewer held-out images are measured, since it is done after many epochs. */
    static final int MOST_FOLLOWED = 100;

    private static final int BATCH = 32;
    private static final double NANOS = 1e9;
    /** Of the epochs after which it is measured: 1, 2, 4, 7, 11 and so on. */
    private static final double RATIO = 1.5;

    private final Strategies strategies;
    private final Engines engines;
    private final ComparedImages images;
    private final boolean strict;
    private final Progress progress;
    private final LongSupplier nanos;

    /**
     * @param strategies whose features are stored in memory, and nowhere else
     * @param engines of which the one for frozen networks computes the held-out images, as it does for a bundle
     * @param images the held-out ones
     * @param strict whether an image that cannot be decoded is an error
     * @param progress receives how far the training is
     * @param nanos the clock
     */
    MeasuredTraining(
            Strategies strategies,
            Engines engines,
            ComparedImages images,
            boolean strict,
            Progress progress,
            LongSupplier nanos) {
        this.strategies = strategies;
        this.engines = engines;
        this.images = images;
        this.strict = strict;
        this.progress = progress;
        this.nanos = nanos;
    }

    /** What a training gave: a run, and images that could not be decoded. */
    record Measured(ComparisonRun run, List<SkippedImage> skipped) {}

    /** Ends a training that would take too long. */
    private static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("", null, false, false);
        }
    }

    /**
     * Trains and measures.
     *
     * @param settings of the strategy, with the epochs that it has in this comparison
     * @param epochs as in {@code settings}; 0 without
     * @param followed whether it is measured during training as well
     * @return empty if {@code pace} ended it
     */
    Optional<Measured> train(
            ComparisonCell cell,
            Backbone backbone,
            StrategySettings settings,
            int epochs,
            boolean followed,
            ComparisonTrainer.Pace pace) {
        ComparedImages.Draw draw = images.draw(cell.perClass(), cell.seed());
        Optional<WatchedBackbone> watched = backbone instanceof TrainableBackbone trainable
                ? Optional.of(new WatchedBackbone(trainable))
                : Optional.empty();
        Watch watch = new Watch(watched, followed, epochs, pace);
        TransferResult result;
        try {
            result = strategies
                    .of(settings)
                    .train(new TransferTask(
                            watched.<Backbone>map(same -> same).orElse(backbone),
                            images.labels(),
                            draw.train(),
                            draw.validation(),
                            new RunContext(cell.seed(), strict, progress, watch::on, CheckpointStore.NONE)));
        } catch (TooSlow e) {
            return Optional.empty();
        }
        double seconds = watch.seconds();
        Preprocessing preprocessing = backbone.spec().preprocessing();
        try (TrainedNetwork trained = result.network();
                TrainedNetwork network = engines.load(trained.contents(), preprocessing)) {
            HeldOutPredictions predictions = new HeldOutPredictions(images.labels(), images.heldOut());
            List<SkippedImage> skipped = new ArrayList<>(result.skipped());
            skipped.addAll(new NetworkScorer(strategies.batchDecoder(), network, preprocessing, images.labels())
                    .score(images.heldOut(), strict, predictions, progress));
            if (followed && epochs == 0) {
                watch.points.add(new ComparisonPoint(0, seconds, predictions.first(MOST_FOLLOWED)));
            }
            HeldOutPredictions.Result measured = predictions.result();
            return Optional.of(new Measured(
                    new ComparisonRun(
                            cell,
                            draw.train().size(),
                            draw.validation().size(),
                            draw.imagesPerClass(images.labels()),
                            epochs,
                            result.strategy().equals(FeatureExtractionSettings.NAME),
                            measured.score(),
                            measured.logLoss(),
                            seconds,
                            watch.points),
                    skipped));
        }
    }

    /** Takes the time of a training, and measures its network on the way. */
    private final class Watch {
        private final Optional<WatchedBackbone> watched;
        private final boolean followed;
        private final int epochs;
        private final ComparisonTrainer.Pace pace;
        private final long started = nanos.getAsLong();
        private final List<ComparisonPoint> points = new ArrayList<>();
        private long measuring;
        private double epochBegan;
        private int next = 1;

        Watch(Optional<WatchedBackbone> watched, boolean followed, int epochs, ComparisonTrainer.Pace pace) {
            this.watched = watched;
            this.followed = followed;
            this.epochs = epochs;
            this.pace = pace;
        }

        /** Of training alone. */
        double seconds() {
            return (nanos.getAsLong() - started - measuring) / NANOS;
        }

        void on(TrainingEvent event) {
            if (event instanceof TrainingEvent.TrainingStarted) {
                measure(0);
            } else if (event instanceof TrainingEvent.EpochEnded ended) {
                if (ended.epoch() == 2 && !pace.goesOn(seconds() - epochBegan)) {
                    throw new TooSlow();
                }
                if (ended.epoch() == next || ended.epoch() == epochs) {
                    next = (int) Math.ceil(next * RATIO + 0.5);
                    measure(ended.epoch());
                }
                epochBegan = seconds();
            }
        }

        private void measure(int epoch) {
            if (!followed) {
                return;
            }
            double seconds = seconds();
            long before = nanos.getAsLong();
            watched.flatMap(WatchedBackbone::inTraining)
                    .ifPresent(
                            network -> points.add(new ComparisonPoint(epoch, seconds, figure(network, watched.get()))));
            measuring += nanos.getAsLong() - before;
        }
    }

    private double figure(TrainableNetwork network, Backbone backbone) {
        List<Sample> samples = images.heldOut()
                .subList(0, Math.min(MOST_FOLLOWED, images.heldOut().size()));
        HeldOutPredictions predictions = new HeldOutPredictions(images.labels(), samples);
        PipelineSettings settings =
                new PipelineSettings("measuring", backbone.spec().preprocessing(), BATCH, Progress.NONE);
        strategies.batchDecoder().decode(samples, settings, false, batch -> add(batch, network, predictions));
        return predictions.first(samples.size());
    }

    private void add(DecodedBatch<Sample, String> batch, TrainableNetwork network, HeldOutPredictions predictions) {
        int rows = batch.values().images();
        // nothing is learned here, so targets are zeros
        int targetsEach = images.labels().size() * (images.labels().isMultiLabel() ? 2 : 1);
        FloatBuffer targets = ByteBuffer.allocateDirect(rows * targetsEach * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        float[][] probabilities =
                network.probabilities(new ExampleBatch(rows, batch.values().values(), targets));
        for (int row = 0; row < batch.images().size(); row++) {
            if (batch.isUsable(row)) {
                predictions.take(batch.images().get(row), probabilities[row]);
            }
        }
    }
}
