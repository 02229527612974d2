package org.tl4j.learner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonEvent;
import org.tl4j.core.comparison.ComparisonListener;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.ComparisonStore;
import org.tl4j.core.comparison.KeptRun;
import org.tl4j.core.comparison.NotRun;
import org.tl4j.core.comparison.NotRun.Reason;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.error.UsageException;

/**
 * Carries out a plan: the runs that are not kept yet, as far as the time reaches. For one thread and one plan.
 *
 * <p>The number of epochs of a choice is decided in its first run and is the same in all others: the default, or, where that
 * does not fit, as many as let everything up to the middle number of images be run. A run whose expected duration does not fit
 * is left out; runs with fewer images go before, those of later seeds included.
 */
final class ComparisonRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ComparisonRunner.class);

    /** With fewer epochs, a schedule has no time to rise and fall, and a comparison with the default means little. */
    static final int FEWEST_EPOCHS = 5;

    /** The rest is for measuring, and for estimates that are too low. */
    private static final double SHARE_FOR_EPOCHS = 0.8;

    private static final double NANOS = 1e9;

    private final ComparisonPlan plan;
    private final Duration budget;
    private final ComparisonTrainer trainer;
    private final ComparisonStore store;
    private final ComparisonListener listener;
    private final LongSupplier nanos;

    private final List<KeptRun> kept = new ArrayList<>();
    /** What a run took beside its training, by choice. */
    private final Map<ComparedChoice, Double> overheads = new HashMap<>();

    private double spentBefore;
    private long started;

    ComparisonRunner(
            ComparisonPlan plan,
            Duration budget,
            ComparisonTrainer trainer,
            ComparisonStore store,
            ComparisonListener listener,
            LongSupplier nanos) {
        this.plan = plan;
        this.budget = budget;
        this.trainer = trainer;
        this.store = store;
        this.listener = listener;
        this.nanos = nanos;
    }

    /** The runs of the plan that have a result, and those that have none, each in the order of the plan. */
    record Outcome(List<ComparisonRun> runs, List<NotRun> notRun) {}

    /**
     * Runs what is missing.
     *
     * @throws UsageException if runs are kept that were made under other conditions
     */
    Outcome run() {
        started = nanos.getAsLong();
        kept.addAll(store.read());
        requireSameConditions();
        List<ComparisonCell> cells = plan.cells();
        kept.removeIf(run -> cells.contains(run.run().cell()) && isUnfollowed(run.run()));
        spentBefore = kept.stream()
                .map(KeptRun::run)
                .filter(run -> cells.contains(run.cell()))
                .mapToDouble(ComparisonRun::seconds)
                .sum();
        listener.on(new ComparisonEvent.Planned(plan, trainer.metric(), (int)
                cells.stream().filter(cell -> find(cell).isPresent()).count()));
        List<ComparisonRun> runs = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            ComparisonCell cell = cells.get(i);
            Optional<ComparisonRun> known = find(cell);
            if (known.isPresent()) {
                runs.add(known.get());
                continue;
            }
            Optional<Reason> reason = run(cell, i + 1);
            if (reason.isPresent()) {
                NotRun leftOut = new NotRun(cell, reason.get());
                notRun.add(leftOut);
                listener.on(new ComparisonEvent.RunLeftOut(leftOut, i + 1));
            } else {
                runs.add(find(cell).orElseThrow());
            }
        }
        return new Outcome(runs, notRun);
    }

    private void requireSameConditions() {
        for (KeptRun run : kept) {
            ComparedChoice choice = run.run().cell().choice();
            if (plan.choices().contains(choice) && !trainer.conditions(choice).equals(run.conditions())) {
                throw new UsageException(
                        store.place(),
                        "must have runs of the same images, networks, settings and version of this software",
                        "runs of " + choice.backbone() + " by "
                                + choice.strategy().word() + " made under other conditions",
                        "delete it, or keep this comparison in another place");
            }
        }
    }

    /** Whether a run of an earlier plan was not followed during training, and is followed in this one. */
    private boolean isUnfollowed(ComparisonRun run) {
        return run.cell().perClass() == plan.followedPerClass() && run.points().isEmpty();
    }

    private Optional<ComparisonRun> find(ComparisonCell cell) {
        return kept.stream()
                .map(KeptRun::run)
                .filter(run -> run.cell().equals(cell))
                .findFirst();
    }

    /** The run of the same choice with the most images. */
    private Optional<ComparisonRun> largest(ComparedChoice choice) {
        return kept.stream()
                .map(KeptRun::run)
                .filter(run -> run.cell().choice().equals(choice))
                .max(Comparator.comparingInt(ComparisonRun::trainImages));
    }

    /** Runs a cell, and keeps the result; or says why not. */
    private Optional<Reason> run(ComparisonCell cell, int number) {
        ComparedChoice choice = cell.choice();
        if (!trainer.canTrain(choice)) {
            return Optional.of(Reason.NOT_TRAINABLE);
        }
        Optional<ComparisonRun> earlier = largest(choice);
        if (left() <= 0 || earlier.filter(run -> !fits(cell)).isPresent()) {
            return Optional.of(Reason.NO_TIME);
        }
        listener.on(new ComparisonEvent.RunStarted(cell, number));
        int epochs = earlier.map(ComparisonRun::epochs).orElse(trainer.epochs(choice));
        EpochDecision decision = new EpochDecision(cell, epochs);
        long before = nanos.getAsLong();
        try {
            boolean decides = earlier.isEmpty() && epochs > FEWEST_EPOCHS;
            Optional<ComparisonRun> run =
                    trainer.train(cell, epochs, isFollowed(cell), decides ? decision : ComparisonTrainer.Pace.ANY);
            if (run.isEmpty()) {
                if (decision.epochs == 0) {
                    return Optional.of(Reason.NO_TIME);
                }
                LOG.debug("{} epochs instead of {}: {}", decision.epochs, epochs, choice);
                before = nanos.getAsLong();
                run = trainer.train(cell, decision.epochs, isFollowed(cell), ComparisonTrainer.Pace.ANY);
            }
            keep(run.orElseThrow(), before, number);
            return Optional.empty();
        } catch (TrainingException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.of(Reason.DIVERGED);
        } catch (DataException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.of(Reason.UNUSABLE_IMAGES);
        }
    }

    private void keep(ComparisonRun run, long before, int number) {
        kept.add(new KeptRun(trainer.conditions(run.cell().choice()), run));
        overheads.put(run.cell().choice(), Math.max(0, (nanos.getAsLong() - before) / NANOS - run.seconds()));
        // reading the interrupt of a thread that cannot write would lose the run
        boolean interrupted = Thread.interrupted();
        try {
            store.write(kept);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        listener.on(new ComparisonEvent.RunEnded(run, number));
    }

    private boolean isFollowed(ComparisonCell cell) {
        return cell.perClass() == plan.followedPerClass();
    }

    private double left() {
        return budget.toMillis() / 1000.0 - spentBefore - (nanos.getAsLong() - started) / NANOS;
    }

    /** Whether there is time for a run and for the same with later seeds, after all that have fewer images. */
    private boolean fits(ComparisonCell cell) {
        int again = plan.seeds() - cell.seed() + 1;
        double before = missing().stream()
                .filter(other -> other.perClass() < cell.perClass())
                .mapToDouble(this::expected)
                .sum();
        return before + again * expected(cell) <= left();
    }

    private List<ComparisonCell> missing() {
        Set<ComparisonCell> done = kept.stream().map(run -> run.run().cell()).collect(Collectors.toSet());
        return plan.missing(done);
    }

    /** The seconds that a run will take, by the largest of its choice so far; 0 if nothing is known. */
    private double expected(ComparisonCell cell) {
        return largest(cell.choice())
                .map(run -> run.seconds() * trainer.trainImages(cell) / run.trainImages()
                        + overheads.getOrDefault(cell.choice(), 0.0))
                .orElse(0.0);
    }

    /** How many epochs a choice has, by the duration of one in its first run. */
    private final class EpochDecision implements ComparisonTrainer.Pace {
        private final ComparisonCell cell;
        private int epochs;

        EpochDecision(ComparisonCell cell, int epochs) {
            this.cell = cell;
            this.epochs = epochs;
        }

        @Override
        public boolean goesOn(double secondsAnEpoch) {
            int asked = epochs;
            double perImage = secondsAnEpoch / trainer.trainImages(cell);
            double images = plan.cells().stream()
                    .filter(other -> other.choice().equals(cell.choice()) && other.perClass() <= upTo())
                    .mapToDouble(trainer::trainImages)
                    .sum();
            double share = SHARE_FOR_EPOCHS * (left() - reserved()) / undecided();
            int affordable = (int) Math.min(asked, share / (perImage * images));
            epochs = Math.max(affordable, FEWEST_EPOCHS);
            if (secondsAnEpoch * epochs > left()) {
                epochs = 0;
            }
            return epochs == asked;
        }

        /** What the choices that are decided still need. */
        private double reserved() {
            return missing().stream()
                    .filter(other -> other.perClass() <= upTo())
                    .mapToDouble(ComparisonRunner.this::expected)
                    .sum();
        }

        /** The middle number of images; a plan may begin above it when the smaller ones are kept. */
        private int upTo() {
            return Math.max(cell.perClass(), plan.followedPerClass());
        }

        /** How many choices have epochs and no run yet, this one included. */
        private long undecided() {
            return plan.choices().stream()
                    .filter(choice -> trainer.epochs(choice) > 0
                            && trainer.canTrain(choice)
                            && largest(choice).isEmpty())
                    .count();
        }
    }
}
