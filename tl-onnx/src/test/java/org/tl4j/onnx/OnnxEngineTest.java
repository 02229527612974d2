package org.tl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.SplitNetwork;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.engine.OnnxRunner;
import org.tl4j.core.engine.RefusedNetworkException;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

class OnnxEngineTest {
    private static final Boundary BOUNDARY = Boundary.at("pool", Pooling.AVERAGE, 3);
    private static final float[] TWO_IMAGES = {0.5f, 1, 1.5f, -1, 0, 1};

    private final OnnxEngine engine = OnnxEngine.start(OnnxSettings.forJob(), new NoTensors());
    private final OnnxRunner runner = engine.onnxRunner().orElseThrow();

    @Test
    void isFoundOnTheClassPathAndDescribesItself() {
        assertThat(Engines.onClassPath(new NoTensors()).of("onnxruntime").info().description())
                .startsWith("ONNX Runtime 1.")
                .contains("CPU");
        assertThat(engine.info().details()).containsKeys("version", "provider", "threads");
        assertThat(new OnnxEngineProvider()).matches(EngineProvider::runsOnnx);
    }

    @Test
    void computesFeaturesWithWeightsThatLieBesideTheModel() {
        try (FeatureNetwork network = runner.features(new TinyNetwork().network(), BOUNDARY)) {
            FeatureBatch features = network.features(images(TWO_IMAGES));

            assertThat(row(features, 0)).containsExactly(TinyNetwork.features(0.5f, 1, 1.5f), within(1e-6f));
            assertThat(row(features, 1)).containsExactly(TinyNetwork.features(-1, 0, 1), within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void runsImagesInPartsWhereTheirNumberIsFixed(int count) {
        float[] five = new float[15];
        for (int i = 0; i < five.length; i++) {
            five[i] = i;
        }
        try (FeatureNetwork network =
                runner.features(new TinyNetwork().ofImages(count).network(), BOUNDARY)) {
            FeatureBatch features = network.features(images(five));

            for (int i = 0; i < 5; i++) {
                assertThat(row(features, i))
                        .containsExactly(TinyNetwork.features(3 * i, 3 * i + 1, 3 * i + 2), within(1e-5f));
            }
        }
    }

    @Test
    void classifiesTheImagesOfABundle() {
        NetworkContents contents = new TinyNetwork().contents();
        try (TrainedNetwork network = engine.load(contents, preprocessing(2))) {
            float[][] rows = network.probabilities(images(TWO_IMAGES));

            // logits 2 and 4, then -1 and 2
            assertThat(rows[0][1]).isEqualTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
            assertThat(rows[1][1]).isEqualTo((float) (1 / (1 + Math.exp(-3))), within(1e-6f));
            assertThat(network.parameters().total()).isEqualTo(9 + 12 + 8);
            assertThat(network.parameters().trainable()).isEqualTo(8);
            assertThat(network.frozenLayers()).containsExactly("conv", "bn");
            assertThat(network.contents()).isSameAs(contents);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void givesFeaturesBesideTheProbabilitiesOfABundle(int fixedImages) {
        TinyNetwork tiny = new TinyNetwork();
        NetworkContents contents = (fixedImages == 0 ? tiny : tiny.ofImages(fixedImages)).contents();
        try (TrainedNetwork network = engine.load(contents, preprocessing(2))) {
            NetworkOutputs outputs = network.outputs(images(TWO_IMAGES));

            assertThat(network.labelMode()).isEqualTo(LabelMode.SINGLE_LABEL);
            assertThat(outputs.probabilities()).isDeepEqualTo(network.probabilities(images(TWO_IMAGES)));
            assertThat(outputs.features().orElseThrow()[0])
                    .containsExactly(TinyNetwork.features(0.5f, 1, 1.5f), within(1e-6f));
            assertThat(outputs.features().orElseThrow()[1])
                    .containsExactly(TinyNetwork.features(-1, 0, 1), within(1e-6f));
        }
    }

    @Test
    void givesAProbabilityForEachLabelWhereTheModelStatesThatThereAreSeveral() {
        try (TrainedNetwork network =
                engine.load(new TinyNetwork().ofSeveralLabels().contents(), preprocessing(2))) {
            float[][] rows = network.outputs(images(TWO_IMAGES)).probabilities();

            assertThat(network.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
            // logits 2 and 4, then -1 and 2
            assertThat(rows[0]).containsExactly(new float[] {sigmoid(2), sigmoid(4)}, within(1e-6f));
            assertThat(rows[1]).containsExactly(new float[] {sigmoid(-1), sigmoid(2)}, within(1e-6f));
        }
        try (TrainedNetwork unstated =
                engine.load(new TinyNetwork().endingIn("Sigmoid").contents(), preprocessing(2))) {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> unstated.probabilities(images(TWO_IMAGES)))
                    .withMessageContaining("must be from 0 and sum to 1");
        }
    }

    private static float sigmoid(double logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    @Test
    void aFileStatesThatThereAreSeveralLabels() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new OnnxEngineProvider()
                .exporters()
                .get(0)
                .write(NetworkExport.of(new TinyNetwork().ofSeveralLabels().contents(), preprocessing(2)), file);

        assertThat(OnnxMl.ModelProto.parseFrom(file.toByteArray()).getMetadataPropsList())
                .anyMatch(entry -> entry.getKey().equals("tl4j.label-mode")
                        && entry.getValue().equals("multi-label"));
    }

    @Test
    void givesTheFeaturesOfABundle() {
        try (FeatureNetwork network = engine.features(
                        new TinyNetwork().contents(), preprocessing(2), List.of("pool"), Pooling.AVERAGE)
                .orElseThrow()) {
            assertThat(network.boundary()).isEqualTo(BOUNDARY);
            assertThat(row(network.features(images(TWO_IMAGES)), 0))
                    .containsExactly(TinyNetwork.features(0.5f, 1, 1.5f), within(1e-6f));
        }
    }

    @Test
    void givesNoFeaturesOfABundleThatAreNotThoseOfItsManifest() {
        NetworkContents contents = new TinyNetwork().contents();

        assertThat(engine.features(contents, preprocessing(2), List.of("conv"), Pooling.AVERAGE))
                .isEmpty();
        assertThat(engine.features(contents, preprocessing(2), List.of("pool"), Pooling.MAX))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void opensABundleInTwoPartsAtItsLastMap(int fixedImages) {
        TinyNetwork tiny = new TinyNetwork();
        NetworkContents contents = (fixedImages == 0 ? tiny : tiny.ofImages(fixedImages)).contents();
        NetworkSplit split = engine.split(contents, preprocessing(2));
        try (SplitNetwork network = ((NetworkSplit.Opened) split).network()) {
            FeatureBatch values = network.values(images(TWO_IMAGES));

            assertThat(network.shape()).isEqualTo(new FeatureMap(3, 2, 2));
            assertThat(row(values, 0)).containsExactly(new float[] {2, 2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6}, within(1e-6f));
            assertThat(row(network.logits(values), 0)).containsExactly(new float[] {2, 4}, within(1e-6f));
            values.values().put(0, 6);
            assertThat(row(network.logits(values), 0)).containsExactly(new float[] {3, 4}, within(1e-6f));
            assertThat(row(network.logits(values), 1)).containsExactly(new float[] {-1, 2}, within(1e-6f));
        }
    }

    @Test
    void aBundleWhoseProbabilitiesAreNotOfLogitsHasNoTwoParts() {
        assertThat(engine.split(new TinyNetwork().endingIn("Exp").contents(), preprocessing(2)))
                .isInstanceOfSatisfying(
                        NetworkSplit.Refused.class,
                        refused -> assertThat(refused.reason()).contains("no softmax"));
    }

    /** Noise is from 0 to 1, and its mean less 1.5 has no root: that of the value before, with 2 added, has. */
    @Test
    void anEarlierValueIsTakenIfThePartBehindTheLastGivesNoFiniteLogits() {
        NetworkSplit split = engine.split(new TinyNetwork().ofRoots().contents(), preprocessing(2));

        try (SplitNetwork network = ((NetworkSplit.Opened) split).network()) {
            FeatureBatch values = network.values(images(0.5f, 1, 1.5f));
            // without the 2 that is added behind it
            assertThat(row(values, 0)).containsExactly(new float[] {2, 2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6}, within(1e-6f));
            assertThat(row(network.logits(values), 0))
                    .containsExactly(new float[] {(float) Math.sqrt(2.5), (float) Math.sqrt(4.5)}, within(1e-6f));
        }
    }

    @Test
    void aBundleThatComputesInHalfPrecisionHasNoTwoParts() {
        assertThat(engine.split(new TinyNetwork().throughHalfPrecision().contents(), preprocessing(2)))
                .isEqualTo(new NetworkSplit.Refused("it computes in 16-bit floats, too coarse for derivatives"));
    }

    @Test
    void aSoundNetworkThatCannotBeRunIsRefused() {
        TinyNetwork odd = new TinyNetwork().endingIn("NoSuchOperator");
        assertThatExceptionOfType(RefusedNetworkException.class)
                .isThrownBy(() -> runner.features(odd.network(), BOUNDARY))
                .withMessageContaining("NoSuchOperator");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() ->
                        engine.load(new TinyNetwork().endingIn("NoSuchOperator").contents(), preprocessing(2)));
    }

    @Test
    void writesAFileWithoutBeingStarted() throws Exception {
        NetworkContents contents = new TinyNetwork().contents();
        NetworkExporter exporter = new OnnxEngineProvider().exporters().get(0);
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        exporter.write(new NetworkExport(contents, preprocessing(2), Map.of(), false, OptionalInt.of(2)), file);

        assertThat(exporter.format()).isEqualTo("onnx");
        OnnxMl.ModelProto whole = OnnxMl.ModelProto.parseFrom(file.toByteArray());
        assertThat(whole.getGraph().getInitializerList())
                .hasSize(7)
                .allMatch(tensor -> tensor.getExternalDataCount() == 0
                        && !tensor.getRawData().isEmpty());
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> exporter.write(
                        new NetworkExport(contents, preprocessing(2), Map.of(), false, OptionalInt.of(3)), file))
                .withMessageContaining("must be as many as the outputs of its network, 2, found 3");
        NetworkExport severalLabels = new NetworkExport(
                contents, preprocessing(2), Map.of(), false, OptionalInt.of(2), Optional.of(LabelMode.MULTI_LABEL));
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> exporter.write(severalLabels, file))
                .withMessageContaining("must be that of its network, single-label, found multi-label");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> exporter.write(NetworkExport.of(contents, preprocessing(3)), file))
                .withMessageContaining("must take images of the shape [3, 3, 3]");
    }

    @Test
    void manyThreadsGetTheirOwnResults() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (FeatureNetwork network = runner.features(new TinyNetwork().network(), BOUNDARY)) {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                float value = i;
                results.add(threads.submit(() -> row(network.features(images(value, value + 1, value + 2)), 0)));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).containsExactly(TinyNetwork.features(i, i + 1, i + 2), within(1e-3f));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void closingWaitsForCallsUnderWayAndLaterCallsFail() throws Exception {
        for (int round = 0; round < 20; round++) {
            FeatureNetwork network = runner.features(new TinyNetwork().network(), BOUNDARY);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(threads.submit(() -> network.features(images(TWO_IMAGES))));
            }
            network.close();
            network.close();
            for (Future<?> call : calls) {
                try {
                    call.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(IllegalStateException.class);
                }
            }
            threads.shutdownNow();
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> network.features(images(TWO_IMAGES)));
        }
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        try (FeatureNetwork network = runner.features(new TinyNetwork().network(), BOUNDARY)) {
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> network.features(images(Float.NaN, 0, 0)))
                    .withMessageContaining("must be finite");
        }
        NetworkContents infinite =
                new TinyNetwork().scaledBy(Float.POSITIVE_INFINITY).contents();
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> engine.load(infinite, preprocessing(2)))
                .withMessageContaining("weight conv.weight must be finite");
    }

    @Test
    void refusesNetworksThatDoNotFit() {
        OnnxNetwork network = new TinyNetwork().network();
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> runner.features(network, Boundary.at("pool", Pooling.AVERAGE, 4)))
                .withMessageContaining("must give 4 features, found 3");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(
                        () -> runner.features(new TinyNetwork().ofImages(1025).network(), BOUNDARY))
                .withMessageContaining("must take at most 1024 images at once, found 1025");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> runner.features(new OnnxNetwork(network.model(), List.of()), BOUNDARY))
                .withMessageContaining("must have a tensor for each initialiser that it names, found conv.weight");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> engine.load(new TinyNetwork().contents(), preprocessing(3)))
                .withMessageContaining("must take images of the shape [3, 3, 3], found [3, 2, 2]");
        try (TrainedNetwork logits =
                engine.load(new TinyNetwork().endingIn("Identity").contents(), preprocessing(2))) {
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(() -> logits.probabilities(images(TWO_IMAGES)))
                    .withMessageContaining("must be from 0 and sum to 1");
        }
    }

    @Test
    void refusesWhatIsNoNetworkBeforeNativeCodeSeesIt() {
        ByteBuffer noise = ByteBuffer.wrap(new byte[] {1, 2, 3});
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> runner.features(new OnnxNetwork(noise, List.of()), BOUNDARY));
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(
                        () -> runner.features(new TinyNetwork().ofDomain("evil").network(), BOUNDARY))
                .withMessageContaining("evil");
        NetworkContents empty = new NetworkContents(
                OnnxEngine.NAME, List.of(new NetworkEntry.Bytes("else.bin", ByteBuffer.allocate(1))));
        assertThatExceptionOfType(BundleException.class).isThrownBy(() -> engine.load(empty, preprocessing(2)));
    }

    @Test
    void threadsAreAnArgument() {
        assertThat(OnnxSettings.forServer()).isEqualTo(new OnnxSettings(1, false, DeviceChoice.AUTO));
        assertThat(OnnxSettings.forJob().withThreads(3).withSpinning(true))
                .isEqualTo(new OnnxSettings(3, true, DeviceChoice.AUTO));
        assertThat(OnnxSettings.forJob().threads())
                .isBetween(1, Runtime.getRuntime().availableProcessors());
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new OnnxSettings(0, false, DeviceChoice.AUTO))
                .withMessage("threads must be at least 1, found 0");
    }

    private static float[] row(FeatureBatch features, int index) {
        float[] row = new float[features.width()];
        features.row(index).get(0, row);
        return row;
    }

    /** Images of 2 x 2 pixels, each of one colour, of which three values are given. */
    private static ImageBatch images(float... colours) {
        ImageBatch batch = ImageBatch.allocate(colours.length / 3, preprocessing(2));
        for (int i = 0; i < colours.length * 4; i++) {
            batch.values().put(i, colours[i / 4]);
        }
        return batch;
    }

    private static Preprocessing preprocessing(int side) {
        ImageSize size = ImageSize.square(side);
        return new Preprocessing(
                new ResizeRule.Exact(size, Interpolation.BILINEAR),
                size,
                ChannelOrder.RGB,
                1,
                List.of(0.0, 0.0, 0.0),
                List.of(1.0, 1.0, 1.0));
    }
}
