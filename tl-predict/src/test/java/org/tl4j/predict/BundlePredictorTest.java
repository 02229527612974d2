package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;

class BundlePredictorTest {
    private static final byte[] RED = FakeImages.bytes("4 4 255 0 0");
    private static final byte[] BLACK = FakeImages.bytes("4 4 0 0 0");
    private static final byte[] BROKEN = FakeImages.bytes("broken");

    private final RednessNetwork network = new RednessNetwork();
    private final RecordingImages images = new RecordingImages();
    private final BundlePredictor predictor = predictor(network, images, PredictorSettings.DEFAULT);

    @AfterEach
    void close() {
        predictor.close();
    }

    @Test
    void namesTheFileThatCannotBeDecoded() {
        assertThatThrownBy(() -> predictor.predict(Path.of("broken")))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.CORRUPT))
                .hasMessage("broken must be a whole image, found one that is no image");
        assertThatThrownBy(() -> predictor.predict(Path.of("empty")))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.CORRUPT))
                .hasMessage("empty must be a whole image, found one that is empty");
    }

    @Test
    void tellsAMissingFileFromADamagedOne() {
        assertThatThrownBy(() -> predictor.predict(Path.of("missing")))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.NOT_FOUND))
                .hasMessageStartingWith("missing must");
    }

    @Test
    void saysWhichOfSeveralImagesFailed() {
        assertThatThrownBy(() -> predictor.predictAll(List.of(RED, BROKEN, RED)))
                .isInstanceOf(DataException.class)
                .hasMessage("image 2 of 3 must be a whole image, found one that is no image");
        assertThatThrownBy(() -> predictor.predict(BROKEN)).hasMessageStartingWith("image must be a whole image");
    }

    @Test
    void givesAResultForEachImageWhateverTheOthersAre() {
        List<PredictionResult> results = predictor.predictEach(List.of(BROKEN, RED, new byte[0], BLACK));

        assertThat(results).hasSize(4);
        assertThat(kind(results.get(0))).isEqualTo(DataKind.CORRUPT);
        assertThat(results.get(1).orThrow().best().label()).isEqualTo("red");
        assertThat(kind(results.get(2))).isEqualTo(DataKind.CORRUPT);
        assertThat(results.get(3).orThrow().best().label()).isEqualTo("other");
        assertThatThrownBy(() -> results.get(0).orThrow()).hasMessageStartingWith("image 1 of 4 ");
    }

    @Test
    void givesAResultForEachFile() {
        List<PredictionResult> results = predictor.predictEachFile(
                Stream.of("4 4 255 0 0", "missing", "broken").map(Path::of).toList());

        assertThat(results.get(0).orThrow().best().label()).isEqualTo("red");
        assertThat(kind(results.get(1))).isEqualTo(DataKind.NOT_FOUND);
        assertThat(kind(results.get(2))).isEqualTo(DataKind.CORRUPT);
        assertThatThrownBy(() -> results.get(2).orThrow()).hasMessageStartingWith("broken ");
    }

    /** Decoding of the next images goes on meanwhile, and the first results come before the last images are decoded. */
    @Test
    void handsOutTheResultOfEachFileInOrder() {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            files.add(Path.of(i % 7 == 0 ? "missing" : i % 2 == 0 ? "4 4 255 0 0" : "4 4 0 0 0"));
        }
        List<PredictionResult> results = new ArrayList<>();
        List<Integer> computed = new ArrayList<>();

        predictor.predictEachFile(files, result -> {
            results.add(result);
            computed.add(network.batches.size());
        });

        assertThat(results).hasSize(100);
        for (int i = 0; i < 100; i++) {
            if (i % 7 == 0) {
                assertThat(kind(results.get(i))).isEqualTo(DataKind.NOT_FOUND);
            } else {
                assertThat(results.get(i).orThrow().best().label()).isEqualTo(i % 2 == 0 ? "red" : "other");
            }
        }
        assertThat(computed).startsWith(1).endsWith(4).isSorted();
    }

    @Test
    void keepsTheOrderOverManyBatches() {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            images.add(i % 7 == 0 ? BROKEN : i % 2 == 0 ? RED : BLACK);
        }

        List<PredictionResult> results = predictor.predictEach(images);

        for (int i = 0; i < 100; i++) {
            if (i % 7 == 0) {
                assertThat(results.get(i)).isInstanceOf(PredictionResult.Failed.class);
            } else {
                assertThat(results.get(i).orThrow().best().label()).isEqualTo(i % 2 == 0 ? "red" : "other");
            }
        }
        assertThat(predictor.predictAll(Collections.nCopies(70, RED))).hasSize(70);
    }

    @Test
    void noImagesGiveNoResults() {
        assertThat(predictor.predictAll(List.of())).isEmpty();
        assertThat(predictor.predictEach(List.of())).isEmpty();
        assertThat(predictor.predictEachFile(List.of())).isEmpty();
    }

    @Test
    void reportsWrongArgumentsAsWrongUsage() {
        refused(() -> predictor.predict((Path) null), "image must be given, found null");
        refused(() -> predictor.predict((byte[]) null), "encoded must be given, found null");
        refused(() -> predictor.predict((BufferedImage) null), "image must be given, found null");
        refused(() -> predictor.predict(new byte[0]), "encoded must be the bytes of an image file, found none");
        refused(() -> predictor.predictAll(null), "encoded must be given, found null");
        refused(() -> predictor.predictAll(Arrays.asList(RED, null)), "encoded[1] must be given, found null");
        refused(() -> predictor.predictEach(Arrays.asList(RED, null)), "encoded[1] must be given, found null");
        refused(
                () -> predictor.predictEachFile(Collections.singletonList(null)),
                "images[0] must be given, found null");
        refused(() -> predictor.predictEachFile(List.of(), null), "results must be given, found null");
    }

    @Test
    void refusesWorkOnceItIsClosed() {
        predictor.close();
        predictor.close();

        assertThat(network.closed).isEqualTo(1);
        String message = "predictor must be open, found one that was closed; open the bundle again";
        refused(() -> predictor.predict(Path.of("4 4 0 0 0")), message);
        refused(() -> predictor.predict(RED), message);
        refused(() -> predictor.predict(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)), message);
        refused(() -> predictor.predictAll(List.of(RED)), message);
        refused(() -> predictor.predictEach(List.of()), message);
        assertThat(predictor.manifest().labels().names()).containsExactly("other", "red");
    }

    @Test
    void stopsBetweenBatchesWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> predictor.predictEach(List.of(RED)))
                    .isInstanceOf(InterruptedWorkException.class)
                    .hasMessageContaining("after 0 of 1");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(predictor.predict(RED).best().label()).isEqualTo("red");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void severalImagesAreDecodedByItsOwnThreadsAndOneByTheCaller() {
        predictor.predict(RED);
        assertThat(images.decoding).containsExactly(Thread.currentThread());
        images.decoding.clear();

        predictor.predictEach(Collections.nCopies(200, RED));
        assertThat(images.decoding)
                .doesNotContain(Thread.currentThread())
                .hasSizeBetween(1, Runtime.getRuntime().availableProcessors());
    }

    @Test
    void itsThreadsEndWithIt() throws Exception {
        predictor.predictEach(Collections.nCopies(200, RED));
        predictor.close();

        for (Thread thread : images.decoding) {
            thread.join(5000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void threadsOfTheCallersStayOpen() {
        try (Workers workers = Workers.of("tests", 2)) {
            try (BundlePredictor shared =
                    predictor(new RednessNetwork(), images, PredictorSettings.DEFAULT.withWorkers(workers))) {
                shared.predictEach(Collections.nCopies(200, RED));
            }
            assertThat(images.decoding).extracting(Thread::getName).containsOnly("tests");
            try (BundlePredictor next =
                    predictor(new RednessNetwork(), images, PredictorSettings.DEFAULT.withWorkers(workers))) {
                images.decoding.clear();
                next.predictEach(Collections.nCopies(200, RED));
                assertThat(images.decoding).extracting(Thread::getName).containsOnly("tests");
            }
        }
    }

    @Test
    void batchesAreOfTheSizeThatIsAskedFor() {
        RednessNetwork other = new RednessNetwork();
        try (BundlePredictor small = predictor(other, images, PredictorSettings.DEFAULT.withBatchSize(4))) {
            small.predictEach(Collections.nCopies(10, RED));
        }
        assertThat(other.batches).containsExactly(4, 4, 2);
    }

    @Test
    void networkSeesTheImagesThatCanBeDecodedTogetherWithoutGaps() {
        predictor.predictEach(List.of(BROKEN, RED, BROKEN, RED, BLACK));
        predictor.predictEach(List.of(BROKEN, BROKEN));

        assertThat(network.batches).containsExactly(3);
    }

    @Test
    void interruptInTheMiddleEndsTheWork() {
        network.interrupting = true;
        try {
            assertThatThrownBy(() -> predictor.predictEach(Collections.nCopies(200, RED)))
                    .isInstanceOf(InterruptedWorkException.class)
                    .hasMessage("prediction must not be interrupted, found an interruption after 32 of 200");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(network.batches).containsExactly(32);
    }

    @Test
    void threadsAtItsEndGetAPredictionOrAnErrorOfOurs() throws Exception {
        int threads = 8;
        CountDownLatch under = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(pool.submit(() -> {
                    predictor.predict(RED);
                    under.countDown();
                    try {
                        while (true) {
                            predictor.predict(RED);
                        }
                    } catch (UsageException e) {
                        return e.getMessage().startsWith("predictor must be open");
                    }
                }));
            }
            under.await();
            predictor.close();
            for (Future<Boolean> end : ends) {
                assertThat(end.get()).isTrue();
            }
            assertThat(network.usedAfterItsEnd).isFalse();
        } finally {
            pool.shutdownNow();
        }
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UsageException.class).hasMessage(message);
    }

    private static DataKind kind(PredictionResult result) {
        return ((PredictionResult.Failed) result).failure().kind();
    }

    private static BundlePredictor predictor(
            TrainedNetwork network, RecordingImages recording, PredictorSettings settings) {
        FakeImages images = new FakeImages();
        BundleManifest manifest = FakeBundles.manifest("fake");
        return new BundlePredictor(
                manifest,
                new CalibratedReading(manifest.labels(), Calibration.NONE, false),
                new ImageNetwork(
                        new ImageNetwork.Computation(
                                "predictor",
                                "open the bundle again",
                                "prediction",
                                network::probabilities,
                                network::close),
                        manifest.preprocessing(),
                        new ImageNetwork.Images(images, recording),
                        settings));
    }

    /** Remembers which threads decode. */
    private static final class RecordingImages implements ImagePreprocessor {
        private final FakeImages images = new FakeImages();
        private final Set<Thread> decoding = ConcurrentHashMap.newKeySet();

        @Override
        public String version() {
            return images.version();
        }

        @Override
        public void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target) {
            decoding.add(Thread.currentThread());
            images.prepare(encoded, preprocessing, target);
        }

        @Override
        public void prepare(BufferedImage image, Preprocessing preprocessing, FloatBuffer target) {
            images.prepare(image, preprocessing, target);
        }

        @Override
        public void prepare(
                byte[] encoded,
                Preprocessing preprocessing,
                Augmentation augmentation,
                RandomGenerator random,
                FloatBuffer target) {
            images.prepare(encoded, preprocessing, augmentation, random, target);
        }
    }
}
