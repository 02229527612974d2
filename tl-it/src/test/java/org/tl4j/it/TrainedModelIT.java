package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.ImageData;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Numbers;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TransferLearner;

/** What can be done with a model of real photos, and how training takes photos that are broken. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class TrainedModelIT {
    private final TransferLearner learner;
    private final Path folder;
    private final Path bundle;
    private List<Path> photos = List.of();

    TrainedModelIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("model");
        this.bundle = folder.resolve("model.tlz");
    }

    @BeforeAll
    void train() throws IOException {
        Path data = Fixtures.path("data/hymenoptera");
        Photos.train(learner, data, bundle);
        photos = List.of(firstOf(data, "val/ants"), firstOf(data, "val/bees"));
    }

    @Test
    void anExportedNetworkOpensInPlainDeeplearning4j() throws IOException {
        Path exported = folder.resolve("exported.zip");

        learner.exportDl4j(bundle, exported);

        try (Predictor predictor = learner.predictor(bundle)) {
            Preprocessing rule = predictor.manifest().preprocessing();
            ComputationGraph graph = ComputationGraph.load(exported.toFile(), false);
            for (Path photo : photos) {
                ImageBatch image = ImageBatch.allocate(1, rule);
                ImageData.imagePreprocessor().prepare(Files.readAllBytes(photo), rule, image.image(0));
                long[] shape = {1, image.channels(), image.height(), image.width()};
                float[] plain;
                try (INDArray input = Nd4j.create(Numbers.of(image.values()), shape, 'c');
                        INDArray output = graph.outputSingle(input)) {
                    plain = output.data().asFloat();
                }
                for (ScoredLabel scored : predictor.predict(photo).ranking()) {
                    int index = predictor.manifest().labels().indexOf(scored.label());
                    assertThat((double) plain[index]).isCloseTo(scored.probability(), within(1e-5));
                }
            }
            graph.close();
        }
    }

    @Test
    void aTruncatedPhotoIsSkippedAndListed() throws IOException {
        Path data = withTruncatedPhoto("lenient");

        TrainingReport report = Photos.train(learner, data, folder.resolve("lenient.tlz"));

        assertThat(report.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.location())
                    .hasToString(data.resolve("ants/cut.jpg").toString());
            assertThat(skipped.reason()).isNotBlank();
        });
        assertThat(report.trainImages() + report.validation().images()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void aTruncatedPhotoEndsAStrictRunWithNothingWritten() throws IOException {
        Path data = withTruncatedPhoto("strict");
        Path output = folder.resolve("strict.tlz");

        assertThatThrownBy(
                        () -> learner.train(Photos.request(data, output).withReading(new ReadingSettings(100, true))))
                .isInstanceOf(StrictException.class)
                .hasMessageContaining("cut.jpg");

        assertThat(output).doesNotExist();
    }

    @Test
    void aPredictionHasAllClassesAndSumsToOne() {
        try (Predictor predictor = learner.predictor(bundle)) {
            Prediction prediction = predictor.predict(photos.get(0));

            assertThat(prediction.ranking()).extracting(ScoredLabel::label).containsExactlyInAnyOrder("ants", "bees");
            assertThat(prediction.ranking().stream()
                            .mapToDouble(ScoredLabel::probability)
                            .sum())
                    .isCloseTo(1, within(1e-6));
        }
    }

    /** Ten ants and ten bees whose features are known already, and one photo without its second half. */
    private Path withTruncatedPhoto(String name) throws IOException {
        Path data = folder.resolve(name);
        for (String label : List.of("ants", "bees")) {
            List<Path> some =
                    list(Fixtures.path("data/hymenoptera/train/" + label)).subList(0, 10);
            for (Path photo : some) {
                Garments.write(Files.readAllBytes(photo), data.resolve(label).resolve(photo.getFileName()));
            }
        }
        byte[] whole = Files.readAllBytes(photos.get(0));
        Garments.write(Arrays.copyOf(whole, whole.length / 2), data.resolve("ants/cut.jpg"));
        return data;
    }

    private static Path firstOf(Path data, String label) throws IOException {
        return list(data.resolve(label)).get(0);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }
}
