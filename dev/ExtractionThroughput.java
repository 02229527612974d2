import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.progress.Progress;
import org.tl4j.data.ImageData;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.features.FolderFeatureStore;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.FeatureExtractor;

/**
 * Measures feature extraction: decoding alone, computing alone, and both together with a new store, in alternation, for the
 * first COUNT images of a data set. Prints per round the milliseconds per image, of the clock and of all processors, and at
 * the end the medians, the time of both relative to the longer of the two, and what remains in Java's memory per image.
 * Each COUNT is measured; with 400 and 40000 the figures show whether anything grows with the number of images. Run it from
 * the project's folder:
 *
 * <pre>
 * java -Xmx2g -Dorg.bytedeco.javacpp.maxbytes=4g -Dorg.bytedeco.javacpp.maxphysicalbytes=8g \
 *     -cp 'tl-cli/target/tl/lib/*' dev/ExtractionThroughput.java BACKBONE DATA ROUNDS COUNT...
 * </pre>
 */
public final class ExtractionThroughput {
    private static final int BATCH = 16;

    private ExtractionThroughput() {}

    public static void main(String[] arguments) throws IOException {
        List<Sample> all = ImageData.datasetSource()
                .read(Path.of(arguments[1]), ReadingSettings.DEFAULT, Progress.NONE)
                .samples();
        int rounds = Integer.parseInt(arguments[2]);
        try (TransferLearner learner = TransferLearner.create();
                Backbone backbone = learner.backbones().open(BackboneRequest.of(arguments[0]));
                Workers workers = Workers.ofProcessors("decoder")) {
            System.out.println(backbone.spec().runtime());
            BatchDecoder decoder = new BatchDecoder(
                    ImageData.imageReader(), ImageData.imagePreprocessor(), new ImagePipeline(workers));
            together(backbone, decoder, all.subList(0, Math.min(BATCH * 8, all.size()))); // warm-up
            for (int i = 3; i < arguments.length; i++) {
                List<Sample> samples =
                        all.subList(0, Math.min(Integer.parseInt(arguments[i]), all.size()));
                measure(backbone, decoder, samples, rounds);
            }
        }
    }

    private static void measure(Backbone backbone, BatchDecoder decoder, List<Sample> samples, int rounds)
            throws IOException {
        double[][] times = new double[3][rounds];
        long before = heap();
        long remains = 0;
        for (int round = 0; round < rounds; round++) {
            times[0][round] = timed("decoding", samples, () -> decode(backbone, decoder, samples));
            times[1][round] = timed("computing", samples, () -> compute(backbone, samples.size()));
            long[] after = {0};
            times[2][round] = timed("both", samples, () -> after[0] = together(backbone, decoder, samples));
            remains = after[0] - before;
        }
        double decoding = median(times[0]);
        double computing = median(times[1]);
        double both = median(times[2]);
        System.out.printf(
                Locale.ROOT,
                "%,d images: decoding %.3f, computing %.3f, both %.3f ms per image; %.2f times the longer, %.2f times both"
                        + " after one another; %,d bytes per image remain%n",
                samples.size(),
                decoding,
                computing,
                both,
                both / Math.max(decoding, computing),
                both / (decoding + computing),
                remains / samples.size());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double timed(String what, List<Sample> samples, Work work) throws IOException {
        long cpu = cpu();
        long start = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - start) / 1e6 / samples.size();
        System.out.printf(
                Locale.ROOT,
                "  %-9s %8.3f ms per image, of all processors %8.3f%n",
                what,
                wall,
                (cpu() - cpu) / 1e6 / samples.size());
        return wall;
    }

    private static void decode(Backbone backbone, BatchDecoder decoder, List<Sample> samples) {
        decoder.decode(
                samples,
                new PipelineSettings("decoding", backbone.spec().preprocessing(), BATCH, Progress.NONE),
                true,
                batch -> {});
    }

    private static void compute(Backbone backbone, int images) {
        ImageBatch batch = ImageBatch.allocate(BATCH, backbone.spec().preprocessing());
        for (int done = 0; done < images; done += BATCH) {
            backbone.features(batch.first(Math.min(BATCH, images - done)));
        }
    }

    /** Extracts into a store of its own, and returns how much of Java's memory is in use while the store is open. */
    private static long together(Backbone backbone, BatchDecoder decoder, List<Sample> samples) throws IOException {
        Path folder = Files.createTempDirectory("extraction");
        try {
            FolderFeatureStore store = new FolderFeatureStore(folder, 1L << 40, Clock.systemUTC());
            Object features = new FeatureExtractor(decoder, store).store(backbone, samples, true, Progress.NONE);
            long used = heap();
            Reference.reachabilityFence(features);
            return used;
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
                    Files.delete(file);
                }
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
