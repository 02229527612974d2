import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;

/**
 * Prints one row per backbone: its size, and the images per second of feature extraction, for the named entries of the catalogue,
 * or for all whose structure needs no file. Weights are fresh, because their values do not change the work. Batches of 16, the
 * median of five after two warm-up batches; decoding of images is not included. Run it from the project's folder:
 *
 * <pre>
 * java -Xmx6g -Dorg.bytedeco.javacpp.maxbytes=12g -cp 'tl-cli/target/tl/lib/*' dev/BackboneSpeed.java [NAME...]
 * </pre>
 */
public final class BackboneSpeed {
    private static final int BATCH = 16;
    private static final int WARM_UP = 2;
    private static final int MEASURED = 5;

    private static final Optimizer PLAIN = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);

    private BackboneSpeed() {}

    public static void main(String[] names) throws IOException {
        try (TransferLearner learner = TransferLearner.create()) {
            System.out.println("| backbone | parameters | multiply-adds | images per second |\n|---|---|---|---|");
            for (BackboneEntry entry : learner.backbones().entries()) {
                boolean wanted = names.length == 0 || List.of(names).contains(entry.name());
                if (wanted && !entry.architecture().equals(ImportedNetwork.ARCHITECTURE)) {
                    NetworkSize size = learner.backbones()
                            .structure(entry)
                            .flatMap(NetworkStructure::size)
                            .orElseThrow();
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %,d | %,d | %.1f |%n",
                            entry.name(),
                            size.parameters(),
                            size.multiplyAdds(),
                            measured(learner, entry));
                }
            }
        }
    }

    private static double measured(TransferLearner learner, BackboneEntry entry) throws IOException {
        Path weights = fresh(learner, entry.name());
        try (Backbone backbone = learner.backbones()
                .open(BackboneRequest.of(entry.name()).withWeights(weights))) {
            ImageBatch images = noise(entry);
            return DoubleStream.generate(() -> speed(backbone, images))
                    .skip(WARM_UP)
                    .limit(MEASURED)
                    .sorted()
                    .skip(MEASURED / 2)
                    .findFirst()
                    .orElseThrow();
        } finally {
            Files.delete(weights);
        }
    }

    private static double speed(Backbone backbone, ImageBatch images) {
        long start = System.nanoTime();
        backbone.features(images);
        return BATCH * 1e9 / (System.nanoTime() - start);
    }

    private static Path fresh(TransferLearner learner, String name) throws IOException {
        try (TrainableNetwork untrained = learner.backbones().untrained(name, 10, 1, PLAIN);
                TrainedNetwork network = untrained.network()) {
            Path file = Files.createTempFile(name, ".safetensors");
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(Storage.tensorFormat().write(network.contents().tensors(NetworkContents.WEIGHTS), Map.of()));
            }
            return file;
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
}
