package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.TrainingEvent.TrainingStarted;
import org.tl4j.core.weights.Tensor;

/**
 * The loop over epochs and batches. An interrupt of the thread ends it after the batch under way, with a checkpoint. Each
 * call is a run of its own.
 */
public final class TrainingLoop {
    private static final double NANOS = 1e9;

    /** A loss this many times that of guessing counts as diverged. */
    private static final double EXPLODED = 8;

    /** Training ends after this many such losses in a row. */
    private static final int IN_A_ROW = 5;

    private final TrainingRun run;
    private final int last;
    private final BatchSupply supply;
    private final Optional<ValidationEvaluator> measurement;
    private final TrainingState reached;

    private TrainingLoop(TrainingRun run, int last) {
        this.run = run;
        this.last = last;
        this.supply = run.supply();
        this.measurement = run.validation().count() == 0
                ? Optional.empty()
                : Optional.of(new ValidationEvaluator(run.workers(), run.validation()));
        this.reached =
                run.context().checkpoints().read(run.piece()).map(this::restore).orElseGet(TrainingState::new);
    }

    /**
     * Trains the network of {@code run}, or resumes its training, and leaves it as it was after its best epoch or,
     * without validation examples, after the last.
     *
     * @throws TrainingException if the loss is not finite or explodes
     * @throws InterruptedWorkException if the thread was interrupted
     */
    public static Trained train(TrainingRun run) {
        return train(run, run.settings().epochs());
    }

    /**
     * The same, but ends after the epoch {@code last}, while the schedule stays that of all epochs.
     *
     * @param last from 1 to the epochs of the settings
     */
    public static Trained train(TrainingRun run, int last) {
        return new TrainingLoop(run, last).train();
    }

    private TrainingState restore(Checkpoint checkpoint) {
        CheckpointFormat.Restored restored = CheckpointFormat.read(checkpoint, run.identity(), run.piece());
        try {
            if (restored.reached().best() != null) {
                run.network().restore(restored.reached().best()); // checked now, since it is restored at the end
            }
            run.network().restore(restored.now());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CheckpointFacts(run.piece(), checkpoint.facts())
                    .damaged("it has all values of the network", String.valueOf(e.getMessage()), e);
        }
        return restored.reached();
    }

    private Trained train() {
        if (!finished()) {
            run.context()
                    .listener()
                    .on(new TrainingStarted(
                            run.piece(), reached.epoch(), run.settings().epochs()));
        }
        while (!finished()) {
            epoch();
        }
        if (reached.best() != null) {
            run.network().restore(reached.best());
        }
        return new Trained(
                measurement.map(measured -> measured.of(run.network())),
                reached.best() == null ? reached.epoch() - 1 : reached.bestEpoch(),
                run.settings().epochs());
    }

    private boolean finished() {
        int patience = run.settings().patience();
        return reached.epoch() > last
                || (patience > 0 && reached.bestEpoch() > 0 && reached.epoch() - 1 - reached.bestEpoch() >= patience);
    }

    private void epoch() {
        long started = System.nanoTime();
        int before = reached.seen();
        supply.epoch(reached.epoch(), reached.batch(), this::batch);
        int trained = reached.seen() - before;
        // nothing is trained if the run was interrupted after its last batch
        Optional<Double> perSecond =
                trained == 0 ? Optional.empty() : Optional.of(trained / ((System.nanoTime() - started) / NANOS));
        Optional<Score> score =
                measurement.map(measured -> measured.of(run.network()).score());
        score.ifPresent(this::requireFinite);
        EpochEnded ended = new EpochEnded(
                run.piece(),
                reached.epoch(),
                run.settings().epochs(),
                reached.meanLoss(),
                score,
                headRate(),
                perSecond);
        NetworkState now = run.network().state();
        if (score.isEmpty()) {
            requireFinite(now);
        }
        score.filter(reached::improves)
                .ifPresent(better -> reached.keepBest(reached.epoch(), better, now.parametersAlone()));
        reached.nextEpoch();
        // reported first: a run killed between the two reports the epoch twice, the other way round never
        boolean interrupted = undisturbed(() -> run.context().listener().on(ended));
        interrupted |= undisturbed(() -> save(now));
        if (interrupted) {
            throw interrupted("epoch %d, after its last step".formatted(ended.epoch()));
        }
    }

    /** At the end of the epoch. */
    private double headRate() {
        List<Double> rates = run.rates().rates(run.settings(), fractionDone(supply.batches() - 1), reached.epoch());
        return rates.get(rates.size() - 1);
    }

    private boolean batch(int number, ExampleBatch batch) {
        double done = fractionDone(number);
        double loss = run.network().step(batch, run.rates().rates(run.settings(), done, reached.epoch()));
        requireNoExplosion(loss / weight(batch), number, run.settings().rateAt(done));
        reached.tookBatch(loss, batch.examples());
        run.context()
                .progress()
                .at(
                        "%s, epoch %d of %d"
                                .formatted(
                                        run.piece(),
                                        reached.epoch(),
                                        run.settings().epochs()),
                        reached.seen(),
                        run.train().count());
        if (Thread.currentThread().isInterrupted()) {
            undisturbed(() -> save(run.network().state()));
            throw interrupted("epoch %d, step %d of %d".formatted(reached.epoch(), reached.batch(), supply.batches()));
        }
        return true;
    }

    private InterruptedWorkException interrupted(String at) {
        return new InterruptedWorkException(run.piece(), "was interrupted", at, "");
    }

    private double fractionDone(int batch) {
        return (reached.epoch() - 1 + (double) batch / supply.batches())
                / run.settings().epochs();
    }

    private void save(NetworkState now) {
        run.context().checkpoints().write(run.piece(), CheckpointFormat.write(reached, now, run.identity()));
    }

    /** The mean weight of an example, or of a label, of the batch: class weights make a loss larger, not worse. */
    private double weight(ExampleBatch batch) {
        double sum = 0;
        for (int i = 0; i < batch.targets().limit(); i++) {
            sum += batch.targets().get(i);
        }
        int terms = run.train().targets().mode() == LabelMode.SINGLE_LABEL ? 1 : run.classes();
        // a batch of unknown labels has no loss either
        return sum == 0 ? 1 : sum / terms / batch.examples();
    }

    /**
     * An interrupted thread cannot write files, so a write that an interrupt has broken off is repeated.
     *
     * @return whether there was an interrupt
     */
    private static boolean undisturbed(Runnable writing) {
        boolean interrupted = Thread.interrupted();
        try {
            writing.run();
        } catch (RuntimeException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            interrupted = true;
            writing.run();
        }
        return Thread.interrupted() || interrupted;
    }

    private void requireNoExplosion(double loss, int number, double rate) {
        reached.judged(!(loss <= EXPLODED * ChanceLevel.loss(run.train().targets())));
        if (reached.badSteps() == IN_A_ROW || !Double.isFinite(loss)) {
            throw new TrainingException(
                    "loss of %s, epoch %d, step %d".formatted(run.piece(), reached.epoch(), number + 1),
                    String.format(
                            Locale.ROOT,
                            "must be a number and not stay above %.0f times that of guessing, %.2f",
                            EXPLODED,
                            ChanceLevel.ofEqualProbabilities(run.train().targets())),
                    String.format(Locale.ROOT, "%.4g at learning rate %.3g", loss, rate),
                    remedy());
        }
    }

    /** The loss of a step is measured before it, so damage by the last step of an epoch is only visible here. */
    private void requireFinite(Score score) {
        if (!Double.isFinite(score.logLoss())) {
            throw new TrainingException(
                    "validation loss of %s, epoch %d".formatted(run.piece(), reached.epoch()),
                    "must stay a number",
                    String.format(
                            Locale.ROOT,
                            "%s at learning rate %.3g",
                            score.logLoss(),
                            run.settings().rateAt(fractionDone(supply.batches() - 1))),
                    remedy());
        }
    }

    /** The same for runs without validation. */
    private void requireFinite(NetworkState now) {
        for (Tensor tensor : now.parameters()) {
            FloatBuffer values = tensor.values();
            for (int i = 0; i < values.limit(); i++) {
                if (!Float.isFinite(values.get(i))) {
                    throw new TrainingException(
                            "%s of %s, epoch %d".formatted(tensor.name(), run.piece(), reached.epoch()),
                            "must stay finite numbers",
                            "" + values.get(i),
                            remedy());
                }
            }
        }
    }

    private String remedy() {
        return String.format(
                Locale.ROOT,
                "start again with learning-rate=%.1g, or " + CallerTerm.FIND_RATE.words(),
                run.settings().peakRate() / 10);
    }
}
