package org.tl4j.learner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.strategies.Strategies;

/** Compares networks and strategies: reads the images once, opens all networks, and carries out the plan. */
final class Comparing implements StrategyComparison {
    private static final Logger LOG = LoggerFactory.getLogger(Comparing.class);

    private final BackboneUse use;
    private final Engines engines;
    private final ImageParts parts;
    private final Strategies strategies;
    private final LongSupplier nanos;

    Comparing(BackboneUse use, Engines engines, ImageParts parts, Strategies strategies, LongSupplier nanos) {
        this.use = use;
        this.engines = engines;
        this.parts = parts;
        this.strategies = strategies;
        this.nanos = nanos;
    }

    /** The images of a request. */
    private record Data(Dataset dataset, ComparedImages images) {}

    @Override
    public ComparisonReport compare(ComparisonRequest request) {
        long started = nanos.getAsLong();
        List<Optional<BackboneRequest>> wanted = request.backbones().isEmpty()
                ? List.of(Optional.empty())
                : request.backbones().stream().map(Optional::of).toList();
        return open(request, wanted, Optional.empty(), new LinkedHashMap<>(), started);
    }

    /** Opens the next network, all others staying open, until there is none left. */
    private ComparisonReport open(
            ComparisonRequest request,
            List<Optional<BackboneRequest>> wanted,
            Optional<Data> read,
            Map<String, BackboneUse.Opened> opened,
            long started) {
        if (opened.size() == wanted.size()) {
            return compare(request, read.orElseThrow(), opened, started);
        }
        BackboneUse.Need<Data> need = new BackboneUse.Need<>(
                wanted.get(opened.size()),
                () -> read.orElseGet(() -> read(request)),
                data -> data.images().others(),
                request.trainingListener(),
                request.progress());
        return use.within(request.reading()).with(need, (data, next) -> {
            opened.put(next.selection().name(), next);
            return open(request, wanted, Optional.of(data), opened, started);
        });
    }

    private Data read(ComparisonRequest request) {
        Dataset dataset = parts.source.read(request.data(), request.reading(), request.progress());
        return new Data(dataset, ComparedImages.of(dataset, parts.splitter, request.mostHeldOut()));
    }

    private ComparisonReport compare(
            ComparisonRequest request, Data data, Map<String, BackboneUse.Opened> opened, long started) {
        ComparisonPlan plan =
                request.plan(List.copyOf(opened.keySet())).within(data.images().largestClass());
        Trainer trainer = new Trainer(request, data, opened, plan);
        ComparisonRunner.Outcome outcome = new ComparisonRunner(
                        plan, request.timeBudget(), trainer, request.store(), request.listener(), nanos)
                .run();
        List<SkippedImage> skipped = new ArrayList<>(data.dataset().skipped());
        skipped.addAll(trainer.skipped);
        return new ComparisonReport(
                new ComparisonResult(
                        plan,
                        trainer.metric(),
                        data.images().labels().size(),
                        data.images().heldOut().size(),
                        outcome.runs(),
                        outcome.notRun()),
                data.images().labels(),
                opened.values().stream().map(BackboneUse.Opened::selection).toList(),
                data.images().part(),
                skipped,
                Duration.ofNanos(nanos.getAsLong() - started));
    }

    /** The networks and images of one comparison. */
    private final class Trainer implements ComparisonTrainer {
        private final ComparisonRequest request;
        private final Data data;
        private final Map<String, Backbone> backbones;
        private final ComparisonPlan plan;
        private final Digest fingerprint;
        private final Set<String> warm = new HashSet<>();
        private final Set<SkippedImage> skipped = new LinkedHashSet<>();

        Trainer(ComparisonRequest request, Data data, Map<String, BackboneUse.Opened> opened, ComparisonPlan plan) {
            this.request = request;
            this.data = data;
            this.backbones = opened.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().backbone()));
            this.plan = plan;
            this.fingerprint = data.dataset().fingerprint();
        }

        @Override
        public ScoreMetric metric() {
            return data.images().labels().isMultiLabel() ? ScoreMetric.MEAN_AVERAGE_PRECISION : ScoreMetric.ACCURACY;
        }

        private Backbone backbone(ComparedChoice choice) {
            return backbones.get(choice.backbone());
        }

        @Override
        public boolean canTrain(ComparedChoice choice) {
            return !choice.strategy().hasEpochs() || backbone(choice) instanceof TrainableBackbone;
        }

        @Override
        public int trainImages(ComparisonCell cell) {
            return data.images().draw(cell.perClass(), cell.seed()).train().size();
        }

        @Override
        public int epochs(ComparedChoice choice) {
            return epochsOf(choice.strategy().defaults());
        }

        @Override
        public Digest conditions(ComparedChoice choice) {
            return Digest.of(String.join(
                    "\n",
                    ProvenanceRecorder.software(),
                    fingerprint.hex(),
                    Integer.toString(request.mostHeldOut()),
                    backbone(choice).spec().toString(),
                    choice.strategy().defaults().byKey().toString()));
        }

        @Override
        public Optional<ComparisonRun> train(ComparisonCell cell, int epochs, boolean followed, Pace pace) {
            Backbone backbone = backbone(cell.choice());
            if (warm.add(cell.choice().backbone())) {
                warmUp(cell.choice().backbone(), backbone);
            }
            Optional<MeasuredTraining.Measured> measured = measured()
                    .train(
                            cell,
                            backbone,
                            withEpochs(cell.choice().strategy().defaults(), epochs),
                            epochs,
                            followed,
                            pace);
            measured.ifPresent(result -> skipped.addAll(result.skipped()));
            return measured.map(MeasuredTraining.Measured::run);
        }

        /** The first computation of a process starts engines and compiles code, which is not training. */
        private void warmUp(String name, Backbone backbone) {
            ComparisonCell smallest = new ComparisonCell(
                    new ComparedChoice(name, ComparedStrategy.FEATURE_EXTRACTION),
                    plan.perClass().get(0),
                    1);
            try {
                measured()
                        .train(smallest, backbone, smallest.choice().strategy().defaults(), 0, false, Pace.ANY);
            } catch (DataException e) { // another cell, which may be of no interest here
                LOG.debug("{}", e.getMessage());
            }
        }

        /** With an empty store of features, since each run computes what it uses. */
        private MeasuredTraining measured() {
            Strategies alone = new Strategies(
                            parts.reader,
                            parts.preprocessor,
                            parts.pipeline,
                            new MemoryFeatures(),
                            strategies.headTrainer())
                    .within(request.reading());
            return new MeasuredTraining(
                    alone, engines, data.images(), request.reading().strict(), request.progress(), nanos);
        }
    }

    private static int epochsOf(StrategySettings settings) {
        if (settings instanceof FineTuningSettings tuning) {
            return tuning.gradient().epochs();
        }
        if (settings instanceof FromScratchSettings scratch) {
            return scratch.gradient().epochs();
        }
        return 0;
    }

    private static StrategySettings withEpochs(StrategySettings settings, int epochs) {
        if (settings instanceof FineTuningSettings tuning) {
            return tuning.withGradient(tuning.gradient().withEpochs(epochs));
        }
        if (settings instanceof FromScratchSettings scratch) {
            return new FromScratchSettings(scratch.gradient().withEpochs(epochs));
        }
        return settings;
    }
}
