package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.evaluation.EvaluatedImage;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.Score;
import org.tl4j.data.ImageData;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;
import org.tl4j.strategies.Strategies;

/** Every use case over fakes: no image is decoded, no weights are fetched, no native code runs. */
class UseCasesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Path DATA = Path.of("data");
    private static final byte[] RED = FakeImages.bytes("4 4 250 0 0");

    private final Workers workers = Workers.of("tests", 2);
    private final List<String> read = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path bundle;
    private TransferLearner learner;
    private BackboneRequest backbone;

    @BeforeEach
    void wire() throws IOException {
        bundle = folder.resolve("model.tlz");
        backbone = BackboneRequest.of("net").withWeights(TinyEngine.write(folder.resolve("net.tiny"), 1));
        learner = learner();
    }

    @AfterEach
    void close() {
        learner.close();
        workers.close();
    }

    @Test
    void trainingWritesABundleThatSaysWhatItIsMadeOf() {
        TrainingReport report = learner.train(request());

        assertThat(report.manifest().backbone()).isEqualTo("net");
        assertThat(report.manifest().labels().names()).containsExactly("green", "red");
        assertThat(report.manifest().provenance().created()).isEqualTo(NOW);
        assertThat(report.manifest().provenance().versions()).containsEntry("tiny", "1");
        assertThat(report.trainImages() + report.validation().images()).isEqualTo(40);
        try (Predictor predictor = learner.predictor(bundle)) {
            assertThat(predictor.predict(RED).best().label()).isEqualTo("red");
            assertThat(predictor.manifest()).isEqualTo(report.manifest());
        }
    }

    @Test
    void evaluationCountsWhatIsRightAndHandsOutEachImage() {
        learner.train(request());
        List<EvaluatedImage> seen = new ArrayList<>();

        EvaluationReport report =
                learner.evaluate(EvaluationRequest.of(bundle, DATA).withListener(seen::add));

        assertThat(report.evaluation().images()).isEqualTo(40);
        assertThat(report.evaluation().accuracy()).isEqualTo(1);
        assertThat(report.subset()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(seen).hasSize(40);
    }

    @Test
    void featuresOfADataSetAndOfSingleImagesAreTheSame() {
        FeatureReport report = learner.features(FeatureRequest.of(DATA).withBackbone(backbone));

        assertThat(report.samples()).hasSize(40);
        assertThat(report.features().width()).isEqualTo(3);
        try (ImageEmbedder embedder = learner.embedder(backbone)) {
            Sample first = report.samples().get(0);
            float[] stored = new float[3];
            report.features().row(0).get(0, stored);
            assertThat(embedder.embed(first.location().container())).containsExactly(stored);
        }
    }

    @Test
    void whatAnEngineCannotDoIsSaidBeforeImagesAreRead() {
        GradientSettings gradient = GradientSettings.of(1, 0.1);
        refused(
                () -> learner.trainFromScratch(ScratchRequest.of("net", DATA, gradient)),
                "must be one whose weights can be trained");
        assertThat(read).isEmpty();
        learner.train(request());
        read.clear();
        refused(
                () -> learner.export(bundle, "deeplearning4j", folder.resolve("model.zip")),
                "must be written by the engine tiny, which writes none");
        refused(() -> learner.importBackbone(importOf("model.h5")), "must be one that an engine can do");
        assertThat(read).isEmpty();
    }

    @Test
    void aWrongStrategyForLearningRatesIsRefusedBeforeImagesAreRead() {
        refused(() -> learner.findLearningRate(request()), "must be fine-tuning or auto");
        assertThat(read).isEmpty();
    }

    @Test
    void everyUseCaseIsRefusedOnceTheLearnerIsClosed() {
        learner.close();

        String message = "learner must be open";
        refused(() -> learner.train(request()), message);
        refused(() -> learner.findLearningRate(request()), message);
        refused(() -> learner.evaluate(EvaluationRequest.of(bundle, DATA)), message);
        refused(() -> learner.features(FeatureRequest.of(DATA)), message);
        refused(() -> learner.embedder(backbone), message);
        refused(() -> learner.embedder(bundle), message);
        refused(() -> learner.predictor(bundle), message);
        refused(learner::predictors, message);
        refused(() -> learner.importBackbone(importOf("model.h5")), message);
        refused(() -> learner.export(bundle, "deeplearning4j", folder), message);
        refused(() -> learner.convert(bundle, folder.resolve("new.tlz")), message);
        assertThat(read).isEmpty();
    }

    @Test
    void codeThatTrainsIsTestedWithAFakeOfItsInterface() {
        FakeTraining fake = new FakeTraining();

        String line = new Retraining(fake).run(DATA, bundle);

        assertThat(line).isEqualTo("model.tlz: green, red; 9 of 10 right");
        assertThat(fake.requests).containsExactly(TrainingRequest.of(DATA, bundle));
        assertThat(read).isEmpty();
    }

    /** A class as applications have: it trains, and says in its own words what came of it. */
    private static final class Retraining {
        private final ModelTraining training;

        Retraining(ModelTraining training) {
            this.training = training;
        }

        String run(Path data, Path bundle) {
            TrainingReport report = training.train(TrainingRequest.of(data, bundle));
            Score score = report.validation();
            return "%s: %s; %.0f of %d right"
                    .formatted(
                            report.bundle().getFileName(),
                            String.join(", ", report.manifest().labels().names()),
                            score.accuracy() * score.images(),
                            score.images());
        }
    }

    /** Trains nothing. */
    private static final class FakeTraining implements ModelTraining {
        private final List<TrainingRequest> requests = new ArrayList<>();

        @Override
        public TrainingReport train(TrainingRequest request) {
            requests.add(request);
            return TrainingReport.builder(request.bundle(), Manifests.COLOURS)
                    .validation(new Score(0.9, 0.3, 10, false))
                    .build();
        }

        @Override
        public RangeReport findLearningRate(TrainingRequest request) {
            throw new UnsupportedOperationException("not asked for");
        }
    }

    private TrainingRequest request() {
        return TrainingRequest.of(DATA, bundle).withBackbone(backbone).withStrategy(FeatureExtractionSettings.DEFAULT);
    }

    private ImportRequest importOf(String file) {
        return ImportRequest.of(folder.resolve(file), "mine", (input, channels) -> Entries.CIFAR.preprocessing());
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UsageException.class).hasMessageContaining(message);
    }

    private TransferLearner learner() {
        StorageSettings settings = StorageSettings.in(folder.resolve("cache"));
        FakeImages fakes = new FakeImages();
        FakeBackbones machine = new FakeBackbones(List.of(Entries.ofEngine(TinyEngine.NAME)));
        ImageParts images = new ImageParts(
                (data, limits, progress) -> dataset(),
                ImageData.splitter(),
                fakes,
                fakes,
                fakes,
                new ImagePipeline(workers),
                ImageData.pixelMeter());
        StorageParts storage = new StorageParts(
                settings,
                machine,
                Storage.importedBackbones(settings, machine),
                machine,
                Storage.tensorFormat(),
                Storage.featureStore(settings),
                Storage.bundleStore());
        return new LearnerWiring(
                        images,
                        storage,
                        new Engines(List.of(new TinyEngine())),
                        new Strategies(fakes, fakes, images.pipeline, storage.features, new NearestMeans()),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .learner();
    }

    /** Twenty reds and twenty greens. */
    private Dataset dataset() {
        read.add("images");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            samples.add(FakeImages.sample("4 4 " + (200 + i) + " " + i + " 0", "red"));
            samples.add(FakeImages.sample("4 4 " + i + " " + (200 + i) + " 0", "green"));
        }
        return new Dataset(new LabelSet(List.of("green", "red")), samples, List.of());
    }
}
