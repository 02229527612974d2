package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.data.ImageData;
import org.tl4j.dl4j.Dl4jEngineProvider;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.ExportRequest;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.onnx.OnnxEngineProvider;
import org.tl4j.storage.Storage;

/** Models of images with several labels give the same probabilities and features by both engines, and as exported files. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SeveralLabelsIT {
    private static final int IMAGES = 12;

    private final TransferLearner learner;
    private final Path folder;
    private final List<Path> photos = new ArrayList<>();

    SeveralLabelsIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("several-labels");
    }

    /** Each garment has its kind as a label, every second one {@code even} as well, and every fifth one no label. */
    @BeforeAll
    void train() throws Exception {
        StringBuilder csv = new StringBuilder("path,label\n");
        Garments.read().draw(20, 1).forEach((label, contents) -> {
            for (int i = 0; i < contents.size(); i++) {
                Path file = Garments.write(contents.get(i), folder.resolve("photos/" + label + i + ".png"));
                String labels = i % 5 == 4 ? "" : i % 2 == 0 ? label + "|even" : label;
                csv.append(folder.relativize(file)).append(',').append(labels).append('\n');
                photos.add(file);
            }
        });
        Files.writeString(folder.resolve("photos.csv"), csv);
        train("feature-extraction", FeatureExtractionSettings.DEFAULT);
        train("fine-tuning", shortFineTuning());
        train(
                "from-scratch",
                new FromScratchSettings(FromScratchSettings.DEFAULT.gradient().withEpochs(1)));
    }

    private static FineTuningSettings shortFineTuning() {
        FineTuningSettings usual = FineTuningSettings.DEFAULT;
        return new FineTuningSettings(
                usual.head(),
                usual.gradient().withEpochs(2),
                usual.backboneFactor(),
                usual.layerDecay(),
                usual.batchNorm(),
                usual.unfreezeFrom(),
                usual.gradual());
    }

    private void train(String name, StrategySettings strategy) {
        learner.train(
                TrainingRequest.of(folder.resolve("photos.csv"), bundle(name)).withStrategy(strategy));
    }

    private Path bundle(String name) {
        return folder.resolve(name + ".tlz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature-extraction", "fine-tuning", "from-scratch"})
    void bothEnginesAndExportedFilesGiveTheSame(String name) throws Exception {
        Bundle bundle = learner.bundles().read(bundle(name));
        ImageBatch images = images(bundle);
        assertThat(bundle.manifest().labels().mode()).isEqualTo(LabelMode.MULTI_LABEL);
        try (TrainedNetwork trained = new Dl4jEngineProvider()
                        .start(Storage.tensorFormat())
                        .load(bundle.network(), bundle.manifest().preprocessing());
                TrainedNetwork inOnnx = new OnnxEngineProvider()
                        .start(Storage.tensorFormat())
                        .load(bundle.network(), bundle.manifest().preprocessing())) {
            assertThat(trained.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
            assertThat(inOnnx.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
            NetworkOutputs expected = trained.outputs(images);
            NetworkOutputs found = inOnnx.outputs(images);
            assertClose(found.probabilities(), expected.probabilities());
            assertClose(found.features().orElseThrow(), expected.features().orElseThrow());
            assertClose(inOnnxFile(name, images), expected.probabilities());
            assertClose(inDeeplearning4jFile(name, images), expected.probabilities());
        }
    }

    private ImageBatch images(Bundle bundle) throws Exception {
        ImageBatch images = ImageBatch.allocate(IMAGES, bundle.manifest().preprocessing());
        for (int i = 0; i < IMAGES; i++) {
            ImageData.imagePreprocessor()
                    .prepare(
                            Files.readAllBytes(photos.get(i * photos.size() / IMAGES)),
                            bundle.manifest().preprocessing(),
                            images.image(i));
        }
        return images;
    }

    private float[][] inOnnxFile(String name, ImageBatch images) throws Exception {
        Path file = folder.resolve(name + ".onnx");
        learner.export(ExportRequest.of(bundle(name), ExportRequest.ONNX, file));
        long[] shape = {images.images(), images.channels(), images.height(), images.width()};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, images.values(), shape);
                OrtSession.Result result = session.run(Map.of("images", input))) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("tl4j.label-mode", "multi-label")
                    .containsKey("tl4j.labels");
            return (float[][]) result.get("probabilities").orElseThrow().getValue();
        }
    }

    private float[][] inDeeplearning4jFile(String name, ImageBatch images) throws Exception {
        Path file = folder.resolve(name + ".zip");
        learner.export(ExportRequest.of(bundle(name), "deeplearning4j", file));
        ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile(), false);
        float[] values = new float[images.values().limit()];
        images.values().get(0, values);
        long[] shape = {images.images(), images.channels(), images.height(), images.width()};
        try (INDArray input = Nd4j.create(values, shape, 'c')) {
            return graph.outputSingle(input).toFloatMatrix();
        } finally {
            graph.close();
        }
    }

    private static void assertClose(float[][] found, float[][] expected) {
        assertThat(found).hasSameDimensionsAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
        }
    }
}
