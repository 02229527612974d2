package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.StagedEmbedder;
import org.tl4j.core.prediction.StagedPredictor;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.storage.Storage;

class BundlePredictorsTest {
    private static final Path BUNDLE = Path.of("first");
    private static final byte[] RED = FakeImages.bytes("4 4 255 0 0");
    private static final byte[] GREEN = FakeImages.bytes("4 4 0 255 0");

    private final FakeEngine first = new FakeEngine("first");
    private final FakeEngine second = new FakeEngine("second");
    private final BundlePredictors predictors = over(new Engines(List.of(first, second)));

    @Test
    void theEngineThatABundleNamesOpensIt() {
        try (Predictor predictor = predictors.open(Path.of("second"))) {
            assertThat(predictor.predict(RED).best().label()).isEqualTo("red");
            assertThat(predictor.manifest().backbone()).isEqualTo("backbone of second");
        }
        assertThat(first.log).isEmpty();
        assertThat(second.log).containsExactly("load", "close");
    }

    @Test
    void aBundleInMemoryIsOpenedLikeAFile() {
        ByteBuffer bytes = ByteBuffer.wrap("first".getBytes(StandardCharsets.UTF_8));
        try (Predictor predictor = predictors.open(bytes, "upload", PredictorSettings.DEFAULT);
                ImageEmbedder embedder = predictors.embedder(bytes, "upload", PredictorSettings.DEFAULT)) {
            assertThat(predictor.predict(GREEN).best().label()).isEqualTo("other");
            assertThat(embedder.embed(GREEN)).containsExactly(0, 255, 0);
        }
    }

    @Test
    void aBundleOfAnotherEngineIsRefusedWithTheEnginesThatThereAre() {
        assertThatThrownBy(() -> predictors.open(Path.of("third")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("must be one of first, second, found third");
    }

    @Test
    void providersStartNoEngineButTheOneThatABundleNames() {
        BundlePredictors lazy = over(
                Engines.of(List.of(FakeEngine.provider(first), FakeEngine.provider(second)), Storage.tensorFormat()));
        assertThat(first.log).isEmpty();

        lazy.open(BUNDLE).close();
        lazy.open(BUNDLE).close();

        assertThat(first.log).containsExactly("start", "load", "close", "load", "close");
        assertThat(second.log).isEmpty();
    }

    @Test
    void saysThatTheClassPathHasNoEngine() {
        assertThatThrownBy(() -> Engines.onClassPath(Storage.tensorFormat()))
                .isInstanceOf(UsageException.class)
                .hasMessage("engines must be at least one on the class path, found none;"
                        + " add the module of one, such as tl-dl4j-backend");
    }

    @Test
    void labelsThatAreNotThoseOfTheNetworkAreRefusedAndTheNetworkIsClosed() {
        FakeEngine three = new FakeEngine("first", 3, true);
        assertThatThrownBy(() -> over(new Engines(List.of(three))).open(BUNDLE))
                .isInstanceOf(BundleException.class)
                .hasMessage("labels of the bundle must be as many as the outputs of its network, 3, found 2;"
                        + " train it again");
        assertThat(three.log).containsExactly("load", "close");
    }

    @Test
    void aNetworkOfOneLabelPerImageIsRefusedForABundleOfSeveral() {
        Bundle bundle = FakeBundles.of("first");
        LabelSet several = new LabelSet(bundle.manifest().labels().names(), LabelMode.MULTI_LABEL);
        Bundle wrong = new Bundle(bundle.manifest().toBuilder().labels(several).build(), bundle.network());

        assertThatThrownBy(() -> BundleNetwork.open(new Engines(List.of(first)), wrong))
                .isInstanceOf(BundleException.class)
                .hasMessage("labels of the bundle must be as its network gives them, single-label, found multi-label;"
                        + " train it again");
        assertThat(first.log).containsExactly("load", "close");
    }

    @Test
    void embedsAFileBytesAndAnImageInMemory() {
        BufferedImage image = new BufferedImage(7, 1, BufferedImage.TYPE_INT_RGB);
        try (ImageEmbedder embedder = predictors.embedder(BUNDLE)) {
            assertThat(embedder.boundary().vertices()).containsExactly("top");
            assertThat(embedder.boundary().width()).isEqualTo(3);
            assertThat(embedder.embed(Path.of("4 4 1 2 3"))).containsExactly(1, 2, 3);
            assertThat(embedder.embed(RED)).containsExactly(255, 0, 0);
            assertThat(embedder.embed(image)[0]).isEqualTo(7);
            assertThat(embedder.embedImages(List.of(image, image))).hasSize(2);
        }
        assertThat(first.log).containsExactly("close features");
    }

    @Test
    void embedsManyInTheirOrder() {
        List<byte[]> images = Stream.of(RED, GREEN)
                .flatMap(image -> Collections.nCopies(40, image).stream())
                .toList();
        try (ImageEmbedder embedder = predictors.embedder(BUNDLE)) {
            List<float[]> features = embedder.embedAll(images);

            assertThat(features).hasSize(80);
            assertThat(features.get(39)).containsExactly(255, 0, 0);
            assertThat(features.get(40)).containsExactly(0, 255, 0);
            assertThat(embedder.embedAll(List.of())).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeReadFailsAloneOrAll() {
        try (ImageEmbedder embedder = predictors.embedder(BUNDLE)) {
            List<EmbeddingResult> results = embedder.embedEachFile(
                    Stream.of("missing", "4 4 1 2 3").map(Path::of).toList());

            assertThat(results.get(0))
                    .isInstanceOfSatisfying(
                            EmbeddingResult.Failed.class,
                            failed -> assertThat(failed.failure().kind()).isEqualTo(DataKind.NOT_FOUND));
            assertThat(results.get(1).orThrow()).containsExactly(1, 2, 3);
            assertThatThrownBy(() -> embedder.embedAll(List.of(RED, FakeImages.bytes("broken"))))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("image 2 of 2 ");
        }
    }

    @Test
    void aDamagedImageAmongEncodedOnesHasNoFeaturesAlone() {
        try (ImageEmbedder embedder = predictors.embedder(BUNDLE)) {
            List<EmbeddingResult> results = embedder.embedEach(List.of(FakeImages.bytes("broken"), RED, new byte[0]));

            assertThatThrownBy(() -> results.get(0).orThrow()).hasMessageStartingWith("image 1 of 3 ");
            assertThat(results.get(1).orThrow()).containsExactly(255, 0, 0);
            assertThatThrownBy(() -> results.get(2).orThrow()).hasMessageStartingWith("image 3 of 3 ");
        }
    }

    @Test
    void imagesThatArePreparedOneByOneAreComputedTogether() {
        try (StagedPredictor predictor = predictors.staged(BUNDLE, PredictorSettings.DEFAULT);
                StagedEmbedder embedder = predictors.stagedEmbedder(BUNDLE, PredictorSettings.DEFAULT)) {
            ImageBatch both = ImageBatch.joined(List.of(predictor.prepare(RED), predictor.prepare(GREEN)));

            assertThat(predictor.compute(both)).isEqualTo(predictor.predictAll(List.of(RED, GREEN)));
            assertThat(embedder.compute(both)).containsExactly(embedder.embed(RED), embedder.embed(GREEN));
            assertThatThrownBy(() -> predictor.prepare(FakeImages.bytes("broken")))
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void preparedImagesOfAnotherShapeAreWrongUsage() {
        FloatBuffer one = ByteBuffer.allocateDirect(Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        try (StagedPredictor predictor = predictors.staged(BUNDLE, PredictorSettings.DEFAULT)) {
            assertThatThrownBy(() -> predictor.compute(new ImageBatch(one, 1, 1, 1, 1)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("images must be of shape [n, 3, ")
                    .hasMessageEndingWith("found [1, 1, 1, 1]");
        }
    }

    @Test
    void anEmbedderThatIsClosedAndWrongArgumentsAreWrongUsage() {
        ImageEmbedder embedder = predictors.embedder(BUNDLE);
        assertThatThrownBy(() -> embedder.embed((byte[]) null)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> embedder.embedImages(Arrays.asList((BufferedImage) null)))
                .isInstanceOf(UsageException.class)
                .hasMessage("images[0] must be given, found null");
        embedder.close();
        embedder.close();
        assertThatThrownBy(() -> embedder.embed(RED))
                .isInstanceOf(UsageException.class)
                .hasMessage("embedder must be open, found one that was closed; open it again");
        assertThat(first.log).containsExactly("close features");
    }

    @Test
    void anEngineWithoutFeaturesOfBundlesIsNamed() {
        BundlePredictors without = over(new Engines(List.of(new FakeEngine("first", 2, false))));
        assertThatThrownBy(() -> without.embedder(BUNDLE))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "engine of the bundle must compute features of bundles, found first, which gives predictions"
                                + " alone; take the features of the backbone backbone of first");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> PredictorSettings.DEFAULT.withBatchSize(0))
                .isInstanceOf(UsageException.class)
                .hasMessage("batch size must be from 1 to 4096, found 0");
        assertThatThrownBy(() -> PredictorSettings.DEFAULT.withWorkers(null)).isInstanceOf(UsageException.class);
    }

    private static BundlePredictors over(Engines engines) {
        FakeImages images = new FakeImages();
        return new BundlePredictors(engines, new MemoryBundles(), images, images);
    }
}
