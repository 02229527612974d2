import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/**
 * Features per second of a backbone with random weights, while the machine is quiet and while another process keeps one core
 * busy, in alternation; medians, and the ratio of the two. Run it from the project's folder:
 *
 * <pre>
 * mvn -o -q -Dmaven.test.skip=true -pl tl-cli -am package
 * java -cp 'tl-cli/target/tl/lib/*' dev/BusyMachine.java resnet18-imagenet [onnxruntime|deeplearning4j]
 * </pre>
 */
public final class BusyMachine {
    private static final int BATCH = 16;
    private static final int ROUNDS = 5;
    private static final double SECONDS = 3;

    private BusyMachine() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("busy")) {
            spin();
        }
        EngineSelection engine =
                arguments.length > 1 ? EngineSelection.of(arguments[1]) : EngineSelection.AUTOMATIC;
        StorageSettings settings = StorageSettings.checked(System.getenv(), System.getProperties());
        try (TransferLearner learner = TransferLearner.create(settings, List.of(), engine)) {
            BackboneEntry entry = learner.backbones().named(arguments[0]);
            Path weights = randomWeights(learner, entry.name());
            try (Backbone backbone = learner.backbones()
                    .open(BackboneRequest.of(entry.name()).withWeights(weights))) {
                measure(backbone, noise(entry));
            } finally {
                Files.delete(weights);
            }
        }
    }

    private static void measure(Backbone backbone, ImageBatch images) throws IOException {
        rate(backbone, images);
        List<Double> quiet = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            quiet.add(rate(backbone, images));
            Process other = other();
            try {
                busy.add(rate(backbone, images));
            } finally {
                other.destroyForcibly().onExit().join();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s by %s: %.1f images per second quiet, %.1f busy, ratio %.2f%n",
                backbone.spec().name(),
                backbone.spec().runtime(),
                median(quiet),
                median(busy),
                median(busy) / median(quiet));
    }

    private static double rate(Backbone backbone, ImageBatch images) {
        long start = System.nanoTime();
        int batches = 0;
        while (System.nanoTime() - start < SECONDS * 1e9) {
            backbone.features(images);
            batches++;
        }
        return batches * BATCH * 1e9 / (System.nanoTime() - start);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** This program again, with one thread that computes all the time. */
    private static Process other() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(Arrays.asList(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev/BusyMachine.java",
                        "busy"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void spin() {
        double value = 1;
        while (value > 0) {
            value = Math.sqrt(value) + 1;
        }
    }

    private static ImageBatch noise(BackboneEntry entry) {
        ImageBatch images = ImageBatch.allocate(BATCH, entry.preprocessing());
        Random random = new Random(1);
        for (int i = 0; i < images.values().limit(); i++) {
            images.values().put(i, (float) random.nextGaussian());
        }
        return images;
    }

    private static Path randomWeights(TransferLearner learner, String name) throws IOException {
        Optimizer optimizer = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);
        try (TrainableNetwork untrained = learner.backbones().untrained(name, 10, 1, optimizer);
                TrainedNetwork network = untrained.network()) {
            Path file = Files.createTempFile(name, ".safetensors");
            Files.write(file, Storage.tensorFormat().write(network.contents().tensors(NetworkContents.WEIGHTS), Map.of()));
            return file;
        }
    }
}
