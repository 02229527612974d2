package org.tl4j.learner;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongSupplier;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.engine.MatrixProduct;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.learner.BenchmarkReport.Figure;
import org.tl4j.learner.BenchmarkReport.Latency;
import org.tl4j.learner.BenchmarkReport.Spread;
import org.tl4j.learner.BenchmarkReport.Subject;
import org.tl4j.predict.Predictors;
import org.tl4j.storage.files.DiskProblem;

/** Measures each part of the main path with what an application uses of it. */
final class Benchmarking implements MachineBenchmark {
    private static final int MATRIX = 1024;
    private static final int ROWS = 1000;
    private static final int CLASSES = 10;
    /** A step computes the outputs, the gradients of the inputs and those of the weights. */
    private static final int PASSES = 3;

    private static final List<Integer> CALLERS = List.of(1, 2, 8);

    private final BackboneResolver resolver;
    private final Engines engines;
    private final ImageParts images;
    private final HeadTrainer headTrainer;
    private final ModelTraining training;
    private final Predictors predictors;
    private final LongSupplier nanos;

    Benchmarking(
            BackboneResolver resolver,
            Engines engines,
            ImageParts images,
            HeadTrainer headTrainer,
            ModelTraining training,
            Predictors predictors,
            LongSupplier nanos) {
        this.resolver = resolver;
        this.engines = engines;
        this.images = images;
        this.headTrainer = headTrainer;
        this.training = training;
        this.predictors = predictors;
        this.nanos = nanos;
    }

    @Override
    public BenchmarkReport benchmark(BenchmarkRequest request) {
        return new Run(request).report();
    }

    /** One measurement of everything. */
    private final class Run {
        private final BenchmarkRequest request;
        private final Sampler sampler;
        private final ResolvedBackbone resolved;
        private final LocatedWeights weights;
        private final OptionalLong multiplyAdds;
        private final List<Figure> figures = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Run(BenchmarkRequest request) {
            this.request = request;
            this.sampler = new Sampler(nanos, request.each());
            this.resolved = resolver.resolve(request.backbone());
            this.weights = resolver.locate(resolved);
            this.multiplyAdds = resolver.structure(resolved.entry())
                    .flatMap(NetworkStructure::size)
                    .map(NetworkSize::multiplyAdds)
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
        }

        BenchmarkReport report() {
            int part = 0;
            int parts = 2 * engines.all().size() + 4;
            for (Engine engine : engines.all()) {
                part = at(part, parts, "matrix product by " + engine.name());
                engine.matrixProduct(MATRIX).ifPresent(product -> measure(engine.name(), product));
            }
            part = at(part, parts, "decoding");
            add(Subject.DECODING, Optional.empty(), 1, decoding(), OptionalDouble.empty());
            int width = 0;
            for (Engine engine : engines.all()) {
                part = at(part, parts, "network by " + engine.name());
                width = Math.max(width, forward(engine.name()));
            }
            part = at(part, parts, "output layer");
            if (width > 0) {
                LabelledFeatures rows = rows(width);
                add(
                        Subject.HEAD_FIT,
                        Optional.empty(),
                        1,
                        sampler.rate(1, () -> headTrainer.fit(rows, rows, HeadSettings.DEFAULT, 1, event -> {})),
                        OptionalDouble.empty());
            }
            part = at(part, parts, "training step");
            step();
            at(part, parts, "prediction");
            Latency latency = prediction();
            request.progress().at("done", parts, parts);
            return new BenchmarkReport(
                    resolved.entry().name(),
                    multiplyAdds,
                    request.batch(),
                    Runtime.getRuntime().availableProcessors(),
                    figures,
                    latency,
                    notes);
        }

        private int at(int part, int parts, String stage) {
            request.progress().at(stage, part, parts);
            return part + 1;
        }

        private void measure(String engine, MatrixProduct product) {
            try (product) {
                Spread rate = sampler.rate(1, product::compute);
                double work = Math.pow(MATRIX, 3);
                add(Subject.MATRIX_PRODUCT, Optional.of(engine), 1, rate, OptionalDouble.of(work * rate.median()));
            }
        }

        private Spread decoding() {
            byte[] photo = photo();
            Preprocessing rule = resolved.entry().preprocessing();
            ImageBatch batch = ImageBatch.allocate(1, rule);
            int threads = images.pipeline.workers().threads();
            try (Callers callers = new Callers(threads)) {
                return sampler.rate(
                        threads * request.batch(),
                        () -> callers.call(request.batch(), () -> {
                            FloatBuffer target =
                                    FloatBuffer.allocate(batch.values().limit());
                            images.preprocessor.prepare(photo, rule, target);
                        }));
            }
        }

        private byte[] photo() {
            try {
                return Files.readAllBytes(request.photo());
            } catch (IOException e) {
                throw DiskProblem.cannotRead(request.photo(), e);
            }
        }

        /** Returns the width of the features; 0 where the engine cannot compute them. */
        private int forward(String engine) {
            try (Backbone backbone =
                    engines.selecting(EngineSelection.of(engine)).open(resolved.entry(), weights, resolved.request())) {
                ImageBatch batch =
                        ImageBatch.allocate(request.batch(), resolved.entry().preprocessing());
                noise(batch.values());
                forward(Optional.of(engine), sampler.rate(request.batch(), () -> backbone.features(batch)));
                return backbone.spec().boundary().width();
            } catch (Tl4jException e) {
                notes.add(e.getMessage()); // the other engine may compute them
                return 0;
            }
        }

        private void forward(Optional<String> engine, Spread rate) {
            add(Subject.FORWARD, engine, 1, rate, work(1, rate));
        }

        private void step() {
            try (Backbone backbone =
                    engines.forEntry(resolved.entry()).open(resolved.entry(), weights, resolved.request())) {
                if (!(backbone instanceof TrainableBackbone trainable)) {
                    notes.add(resolved.entry().name() + " cannot be trained by "
                            + resolved.entry().engine());
                    return;
                }
                int width = backbone.spec().boundary().width();
                LinearHead head = new LinearHead(width, CLASSES, new float[width * CLASSES], new float[CLASSES]);
                TrainableScope whole = new TrainableScope(
                        Optional.empty(),
                        BatchNormMode.FROZEN,
                        FineTuningSettings.DEFAULT.gradient().optimizer());
                try (TrainableNetwork network = trainable.tunable(head, whole)) {
                    ExampleBatch examples = ExampleBatch.allocate(
                            request.batch(), resolved.entry().preprocessing().valuesPerImage(), CLASSES);
                    noise(examples.inputs());
                    for (int i = 0; i < request.batch(); i++) {
                        examples.target(i).put(i % CLASSES, 1);
                    }
                    List<Double> rates = Collections.nCopies(network.groups().size(), 1e-6);
                    Spread rate = sampler.rate(request.batch(), () -> network.step(examples, rates));
                    add(Subject.TRAINING_STEP, Optional.of(resolved.entry().engine()), 1, rate, work(PASSES, rate));
                }
            }
        }

        private Latency prediction() {
            try (TemporaryBundle bundle = new TemporaryBundle()) {
                training.train(TrainingRequest.of(request.photos(), bundle.file())
                        .withBackbone(request.backbone())
                        .withStrategy(FeatureExtractionSettings.DEFAULT));
                try (Predictor predictor = predictors.open(bundle.file())) {
                    byte[] photo = photo();
                    List<Double> seconds = sampler.seconds(() -> predictor.predict(photo));
                    for (int threads : CALLERS) {
                        try (Callers callers = new Callers(threads)) {
                            Spread rate = sampler.rate(
                                    threads * request.batch(),
                                    () -> callers.call(request.batch(), () -> predictor.predict(photo)));
                            add(Subject.PREDICTION, Optional.empty(), threads, rate, work(1, rate));
                        }
                    }
                    int last = (int) Math.ceil(0.99 * seconds.size()) - 1;
                    return new Latency(seconds.get(seconds.size() / 2), seconds.get(last), seconds.size());
                }
            }
        }

        private OptionalDouble work(int passes, Spread rate) {
            return multiplyAdds.isPresent()
                    ? OptionalDouble.of(passes * multiplyAdds.getAsLong() * rate.median())
                    : OptionalDouble.empty();
        }

        private void add(Subject subject, Optional<String> engine, int callers, Spread perSecond, OptionalDouble work) {
            figures.add(new Figure(subject, engine, callers, perSecond, work));
        }
    }

    /** Made features, whose first values say the class, as those of a good backbone do. */
    private static LabelledFeatures rows(int width) {
        FeatureBatch features = FeatureBatch.allocate(ROWS, width);
        noise(features.values());
        int[] labels = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            labels[row] = row % CLASSES;
            int place = row * width + labels[row] % width;
            features.values().put(place, features.values().get(place) + 2);
        }
        return new LabelledFeatures(features, labels, CLASSES);
    }

    private static void noise(FloatBuffer values) {
        Random random = new Random(1);
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, (float) random.nextGaussian());
        }
    }

    /** A bundle in a folder of its own, which closing deletes. */
    private record TemporaryBundle(Path file) implements AutoCloseable {
        TemporaryBundle() {
            this(create());
        }

        private static Path create() {
            try {
                return Files.createTempDirectory("tl4j-bench-").resolve("bench.tlz");
            } catch (IOException e) {
                throw DiskProblem.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.getParent());
            } catch (IOException e) {
                throw DiskProblem.cannotWrite(file, e);
            }
        }
    }
}
