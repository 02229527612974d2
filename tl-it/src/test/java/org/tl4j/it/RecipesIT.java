package org.tl4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult.Predicted;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.it.kit.CodeModule;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.PageExample;
import org.tl4j.it.kit.PagePrograms;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.RangeReport;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/** The recipes of the page on the library do what the page says, as they stand there. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RecipesIT {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?<package>org\\.tl4j[a-z0-9.]*)\\.[A-Z].*;$");
    private static final List<String> WHOLE_PROGRAMS = List.of("plain", "guice");
    private static final int EPOCHS = 3;

    private final TransferLearner learner;
    private final Path folder;
    private PagePrograms programs;
    private URLClassLoader loader;
    private Path photos;
    private Path model;

    RecipesIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("recipes");
    }

    @BeforeAll
    void compileAndTrain() throws IOException {
        List<PageExample> recipes = PageExample.on(PageExample.LIBRARY).stream()
                .filter(example -> !WHOLE_PROGRAMS.contains(example.name()))
                .toList();
        programs = PagePrograms.compiled(folder, recipes);
        loader = programs.loader();
        photos = Garments.write(Garments.read().draw(8, 5), folder.resolve("photos"));
        model = folder.resolve("model.tlz");
        learner.train(request(model));
    }

    @AfterAll
    void unload() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }

    @Test
    void recipesImportNothingButApi() throws Exception {
        List<CodeModule> libraries = CodeModule.libraries();
        List<String> packages = programs.sources().values().stream()
                .flatMap(text -> IMPORT.matcher(text).results().map(found -> found.group(1)))
                .distinct()
                .toList();

        assertThat(packages)
                .contains("org.tl4j.learner")
                .allSatisfy(name -> assertThat(libraries).anyMatch(library -> library.isApi(name)));
    }

    @Test
    void progressAndEventsAreReported() throws Exception {
        List<String> lines = new ArrayList<>();
        Consumer<String> display = lines::add;

        PagePrograms.call(
                loader,
                "ReportedTraining",
                learner,
                request(folder.resolve("reported.tlz")).withStrategy(fineTuning(1)),
                display);

        assertThat(lines)
                .contains("backbone resnet20-garments")
                .anyMatch(line -> line.matches("epoch 1 of 1, loss \\d\\.\\d{3}"))
                .anyMatch(line -> line.matches(".*: (\\d+) of \\1"));
        assertThat(folder.resolve("reported.tlz")).exists();
    }

    @Test
    void theLearningRateThatARunSuggestsIsTaken() throws Exception {
        FineTuningSettings quick = fineTuning(1).withUnfreezeFrom("layer3");
        List<TrainingEvent> tried = new ArrayList<>();

        TrainingReport report = (TrainingReport) PagePrograms.call(
                loader,
                "RateSearch",
                learner,
                request(folder.resolve("rate.tlz")).withListener(tried::add),
                quick);

        assertThat(tried).hasAtLeastOneElementOfType(TrainingEvent.LearningRateTried.class);
        RangeReport range =
                learner.findLearningRate(request(folder.resolve("range.tlz")).withStrategy(quick));
        assertThat(Double.parseDouble(report.manifest().provenance().settings().get("learning-rate")))
                .isEqualTo(range.suggestion().orElseThrow());
    }

    @Test
    void aStoppedTrainingGoesOn() throws Exception {
        Path bundle = folder.resolve("stopped.tlz");
        Path checkpoints = folder.resolve("stopped.run");
        TrainingRequest request = request(bundle).withStrategy(fineTuning(EPOCHS));
        CountDownLatch firstEpoch = new CountDownLatch(1);
        List<TrainingEvent> rest = new ArrayList<>();
        Object jobs = loader.loadClass("TrainingJobs")
                .getConstructor(TransferLearner.class)
                .newInstance(learner);

        Future<?> stopped = start(
                jobs,
                request.withListener(event -> {
                    if (event instanceof EpochEnded) {
                        firstEpoch.countDown();
                    }
                }),
                checkpoints);
        firstEpoch.await();
        stopped.cancel(true);
        Future<?> again = start(jobs, request.withListener(rest::add), checkpoints);

        assertThatThrownBy(stopped::get).isInstanceOf(CancellationException.class);
        assertThat(again.get()).isInstanceOf(TrainingReport.class);
        assertThat(rest).filteredOn(EpochEnded.class::isInstance).hasSizeLessThan(EPOCHS);
        assertThat(bundle).exists();
        PagePrograms.invoke(jobs, "stop");
    }

    @Test
    void photosOfTheSameKindAreSimilar() throws Exception {
        Path wanted = photos.resolve("sandal/0.png");
        Path other = photos.resolve("sandal/1.png");
        Path coat = photos.resolve("coat/0.png");

        assertThat(PagePrograms.call(loader, "SimilarPhotos", learner, model, wanted, List.of(coat, other, wanted)))
                .isEqualTo(List.of(wanted, other, coat));
    }

    @Test
    void aBundleIsTrainedFurtherAsAGraph() throws Exception {
        Path further = folder.resolve("further.tlz");
        Path shirt = photos.resolve("shirt/0.png");
        Map<Path, String> sandals = Map.of(shirt, "sandal", photos.resolve("shirt/1.png"), "sandal");

        PagePrograms.call(loader, "FurtherTraining", learner, model, sandals, further);

        try (Predictor before = learner.predictor(model);
                Predictor after = learner.predictor(further)) {
            assertThat(sandal(after.predict(shirt)))
                    .as("what is called a sandal becomes one")
                    .isGreaterThan(sandal(before.predict(shirt)));
        }
    }

    private static double sandal(Prediction prediction) {
        return prediction.ranking().stream()
                .filter(scored -> scored.label().equals("sandal"))
                .findFirst()
                .orElseThrow()
                .probability();
    }

    @Test
    void aBundleInMemoryIsOpened() throws Exception {
        Path image = photos.resolve("sandal/0.png");
        try (Predictor file = learner.predictor(model);
                Predictor memory = (Predictor)
                        PagePrograms.call(loader, "ModelInMemory", learner.predictors(), Garments.content(model))) {
            assertThat(memory.predict(image)).isEqualTo(file.predict(image));
        }
    }

    @Test
    void theServerAnswersEightRequestsAtOnce() throws Exception {
        List<Path> images = Stream.of("ankle-boot", "coat", "pullover", "sandal")
                .flatMap(label -> Stream.of(0, 1).map(i -> photos.resolve(label).resolve(i + ".png")))
                .toList();
        try (Predictor predictor = learner.predictor(model)) {
            List<String> alone = images.stream()
                    .map(image -> predictor.predict(image).best())
                    .map(best -> best.label() + " " + best.probability())
                    .toList();

            List<HttpResponse<String>> answers =
                    answers(predictor, images.stream().map(Garments::content).toList());

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(answers).extracting(HttpResponse::body).isEqualTo(alone);
        }
    }

    @Test
    void theServerSaysWhatIsWrongWithAnImage() throws Exception {
        byte[] whole = Garments.content(photos.resolve("coat/0.png"));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        try (Predictor predictor = learner.predictor(model)) {
            List<HttpResponse<String>> answers =
                    answers(predictor, List.of("no image".getBytes(UTF_8), cut, new byte[0]));

            assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(415, 422, 400);
            assertThat(answers.get(0).body()).contains("must be");
        }
    }

    @Test
    void theServerIsTestedWithAFake() throws Exception {
        Prediction bees = new Prediction(List.of(new ScoredLabel("bees", 0.75)));
        Predictor fake = (Predictor) loader.loadClass("FakePredictor")
                .getConstructor(Prediction.class)
                .newInstance(bees);

        assertThat(answers(fake, List.of(new byte[1])))
                .extracting(HttpResponse::body)
                .containsExactly("bees 0.75");
        assertThat(fake.predictEach(List.of(new byte[0], new byte[0])))
                .containsExactly(new Predicted(bees), new Predicted(bees));
        assertThat(fake.predictAll(List.of(new byte[0]))).containsExactly(bees);
    }

    @Test
    void errorsHaveAStatus() throws Exception {
        Problem problem = new Problem("photo.jpg", "must be sound", "", "");

        assertThat(status(new UsageException(problem))).isEqualTo(400);
        assertThat(status(new DataException(DataKind.NOT_FOUND, problem, null))).isEqualTo(404);
        assertThat(status(new DataException(DataKind.TOO_LARGE, problem, null))).isEqualTo(413);
        assertThat(status(new DataException(DataKind.UNSUPPORTED, problem, null)))
                .isEqualTo(415);
        assertThat(status(new DataException(DataKind.CORRUPT, problem, null))).isEqualTo(422);
        assertThat(status(new BundleException(problem))).isEqualTo(500);
        assertThat(status(new InterruptedWorkException(problem))).isEqualTo(503);
    }

    @Test
    void theBackbonesAreListed() throws Exception {
        assertThat((List<?>) PagePrograms.call(loader, "BackboneList", learner))
                .hasSameSizeAs(learner.backbones().entries())
                .anySatisfy(line -> assertThat(line.toString())
                        .startsWith("resnet20-garments; ")
                        .endsWith("; Apache-2.0; on this machine"));
    }

    private TrainingRequest request(Path bundle) {
        return TrainingRequest.of(photos, bundle)
                .withBackbone(BackboneRequest.of("resnet20-garments"))
                .withStrategy(FeatureExtractionSettings.DEFAULT);
    }

    private static FineTuningSettings fineTuning(int epochs) {
        return FineTuningSettings.DEFAULT.withGradient(
                FineTuningSettings.DEFAULT.gradient().withEpochs(epochs));
    }

    private static Future<?> start(Object jobs, TrainingRequest request, Path checkpoints) throws Exception {
        return (Future<?>) PagePrograms.invoke(jobs, "start", request, checkpoints);
    }

    private int status(Tl4jException failure) throws Exception {
        return (Integer) PagePrograms.call(loader, "HttpStatus", failure);
    }

    /** What the server gives for these bodies, all sent before the first answer is waited for. */
    private List<HttpResponse<String>> answers(Predictor predictor, List<byte[]> bodies) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        HttpServer server = (HttpServer) PagePrograms.call(loader, "PredictionServer", predictor, 0, threads);
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/predict");
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> sent = bodies.stream()
                    .map(body -> client.sendAsync(
                            HttpRequest.newBuilder(address)
                                    .POST(BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.ofString()))
                    .toList();
            return sent.stream().map(CompletableFuture::join).toList();
        } finally {
            server.stop(0);
            threads.shutdown();
        }
    }
}
