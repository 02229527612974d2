import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.dl4j.head.LogisticHeadTrainer;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;
import org.tl4j.storage.features.FolderFeatureStore;
import org.tl4j.strategies.extraction.StoredRows;

/**
 * Fits a head to made features that are in a feature store, and prints time and memory. One image in ten is for validation.
 * The first call makes the features, 1,000,000 x 512 of 10 classes by default (2.1 GB of disk); a second call measures the fit.
 * Run it from the project's folder:
 *
 * <pre>
 * mvn -o -q -Dmaven.test.skip=true -pl tl-cli -am package
 * java -Xmx1g -Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=4g \
 *     -cp 'tl-cli/target/tl/lib/*' dev/LargeHeadFit.java FOLDER [IMAGES [FEATURES [CLASSES [cross-validation]]]]
 * </pre>
 */
public final class LargeHeadFit {
    /** As feature extraction writes them. */
    private static final int ROWS_PER_WRITE = 128;

    /** Distance of the class means, which makes the best head neither perfect nor a guess. */
    private static final double SPREAD = 0.12;

    private LargeHeadFit() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int images = number(arguments, 1, 1_000_000);
        int width = number(arguments, 2, 512);
        int classes = number(arguments, 3, 10);
        boolean crossValidated = arguments.length > 4;
        Dl4jRuntime.start(RuntimeSettings.defaults());

        long started = System.nanoTime();
        FeatureSpace space = new FolderFeatureStore(folder, 1L << 40, Clock.systemUTC()).open(key(width, classes));
        report("the store is open", started);
        List<Sample> samples = IntStream.range(0, images)
                .mapToObj(image -> new Sample(
                        ImageLocation.file(Path.of("photos", image % classes + "", image + ".jpg")),
                        image % classes + "",
                        Digest.of("image " + image),
                        Optional.empty()))
                .toList();
        make(samples, space, width, classes);

        int train = crossValidated ? images : images - images / 10;
        started = System.nanoTime();
        HeadFit fit = new LogisticHeadTrainer()
                .fit(
                        labelled(samples.subList(0, train), space, width, classes),
                        labelled(samples.subList(train, images), space, width, classes),
                        HeadSettings.DEFAULT,
                        1,
                        event -> System.out.println(event));
        report("the head is fitted", started);
        System.out.printf(
                Locale.ROOT,
                "L2 strength %s, accuracy %.4f, log loss %.6f, %d iterations%n",
                fit.l2Strength(),
                fit.score().accuracy(),
                fit.score().logLoss(),
                fit.iterations());
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static FeatureKey key(int width, int classes) {
        Preprocessing preprocessing = new Preprocessing(
                new ResizeRule.Exact(ImageSize.square(32)),
                ImageSize.square(32),
                ChannelOrder.GREY,
                1 / 255.0,
                List.of(0.5),
                List.of(0.25));
        return new FeatureKey(
                Digest.of("made " + classes),
                "made",
                preprocessing,
                Boundary.at("made", Pooling.AVERAGE, width),
                "made by dev/LargeHeadFit");
    }

    /** Normal noise around the mean of the class, below 0 cut, as after a rectifier. */
    private static void make(List<Sample> samples, FeatureSpace space, int width, int classes) {
        long started = System.nanoTime();
        Random random = new Random(1);
        float[][] means = new float[classes][width];
        for (float[] mean : means) {
            for (int i = 0; i < width; i++) {
                mean[i] = (float) (1 + SPREAD * random.nextGaussian());
            }
        }
        FeatureBatch batch = FeatureBatch.allocate(ROWS_PER_WRITE, width);
        List<Digest> digests = new ArrayList<>();
        for (int image = 0; image < samples.size(); image++) {
            if (space.contains(samples.get(image).digest())) {
                continue;
            }
            SplittableRandom noise = new SplittableRandom(image);
            FloatBuffer row = batch.row(digests.size());
            for (float mean : means[image % classes]) {
                // the sum of three uniform variables is near a normal one
                double deviate = 2 * (noise.nextDouble() + noise.nextDouble() + noise.nextDouble() - 1.5);
                row.put((float) Math.max(0, mean + deviate));
            }
            digests.add(samples.get(image).digest());
            if (digests.size() == ROWS_PER_WRITE || image == samples.size() - 1) {
                int count = digests.size();
                space.add(
                        List.copyOf(digests),
                        new FeatureBatch(batch.values().slice(0, count * width), count, width));
                digests.clear();
            }
        }
        report("the features are made", started);
    }

    private static LabelledFeatures labelled(List<Sample> samples, FeatureSpace space, int width, int classes) {
        int[] labels = samples.stream()
                .mapToInt(sample -> Integer.parseInt(sample.label()))
                .toArray();
        return new LabelledFeatures(new StoredRows(samples, space, width), labels, classes);
    }

    /** Prints the time, and on Linux the memory: RssAnon is Java's heap and all native memory, RssFile mapped files. */
    private static void report(String what, long started) {
        System.out.printf(Locale.ROOT, "%s after %.1f s%n", what, (System.nanoTime() - started) / 1e9);
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            try {
                Files.readAllLines(status).stream()
                        .filter(line -> line.matches("(VmHWM|RssAnon|RssFile):.*"))
                        .map(line -> "    " + line.replaceAll("\\s+", " "))
                        .forEach(System.out::println);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
