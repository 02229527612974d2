import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tl4j.cli.quickstart.SamplePhotos;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.head.LogisticHeadTrainer;
import org.tl4j.learner.FeatureReport;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.SuggestionReport.Suggestion;
import org.tl4j.learner.SuggestionRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/**
 * Measures training on few images per class, and which images to label next, with the library.
 *
 * <pre>
 * java -cp 'tl-cli/target/tl/lib/*' dev/FewImages.java heads IMAGES BACKBONE COUNTS SEEDS
 * java -cp 'tl-cli/target/tl/lib/*' dev/FewImages.java suggest IMAGES BACKBONE SEEDS
 * java -cp 'tl-cli/target/tl/lib/*' dev/FewImages.java random IMAGES BACKBONE SEEDS
 * </pre>
 *
 * <p>{@code IMAGES} is a folder with {@code train/CLASS} and {@code test/CLASS}, or {@code garments} for the photos of the
 * quickstart. COUNTS and SEEDS are separated by commas. {@code heads} trains on N random images per class, with the head that
 * TL4J chooses and with logistic regression. {@code suggest} trains on 3 random images per class and then labels
 * {@value #ROUND} more per round, those that the model of the round before suggests; {@code random} labels as many at
 * random, for twice as many rounds. Accuracy is that of the output layer on the features of all test images.
 */
public final class FewImages {
    private static final int START = 3;
    private static final int ROUND = 12;
    private static final int ROUNDS = 10;

    private final TransferLearner learner;
    private final BackboneRequest backbone;
    private final Path work;
    private final Map<String, List<Path>> pool;
    private final FeatureReport test;

    private FewImages(TransferLearner learner, BackboneRequest backbone, Path images, Path work) throws IOException {
        this.learner = learner;
        this.backbone = backbone;
        this.work = work;
        this.pool = byClass(images.resolve("train"));
        this.test = learner.features(
                FeatureRequest.of(images).withBackbone(backbone).withSubset(Subset.TEST));
    }

    public static void main(String[] arguments) throws IOException {
        Path work = Files.createTempDirectory("few-images");
        Path images = arguments[1].equals("garments") ? garments(work.resolve("garments")) : Path.of(arguments[1]);
        try (TransferLearner learner = TransferLearner.create()) {
            FewImages program = new FewImages(learner, BackboneRequest.of(arguments[2]), images, work);
            if (arguments[0].equals("heads")) {
                program.heads(numbers(arguments[3]), numbers(arguments[4]));
            } else {
                boolean random = arguments[0].equals("random");
                program.curves(random, random ? 2 * ROUNDS : ROUNDS, numbers(arguments[3]));
            }
        }
    }

    private void heads(List<Integer> counts, List<Integer> seeds) {
        System.out.println("| images per class | logistic regression | chosen | class means chosen |");
        for (int count : counts) {
            double[] right = new double[2];
            int means = 0;
            for (int seed : seeds) {
                Path data = write(draw(count, seed));
                TrainingReport report = train(data, seed);
                right[0] += accuracy(regression(data, seed)) / seeds.size();
                right[1] += accuracy(head(report.bundle())) / seeds.size();
                means += "prototype".equals(report.manifest().provenance().settings().get("head")) ? 1 : 0;
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f %% | %.1f %% | %d of %d |%n",
                    count,
                    100 * right[0],
                    100 * right[1],
                    means,
                    seeds.size());
        }
    }

    private void curves(boolean random, int rounds, List<Integer> seeds) {
        double[] mean = new double[rounds + 1];
        for (int seed : seeds) {
            Random numbers = new Random(seed);
            List<Path> labelled = draw(START, seed);
            List<Path> all = pool.values().stream().flatMap(List::stream).toList();
            for (int round = 0; round <= rounds; round++) {
                TrainingReport report = train(write(labelled), seed);
                double right = accuracy(head(report.bundle()));
                mean[round] += right / seeds.size();
                System.out.printf(Locale.ROOT, "seed %d, %d labels: %.4f%n", seed, labelled.size(), right);
                Set<Path> known = new HashSet<>(labelled);
                List<Path> others = new ArrayList<>(all);
                others.removeIf(known::contains);
                Collections.shuffle(others, numbers);
                labelled.addAll(
                        random
                                ? others.subList(0, ROUND)
                                : learner.suggest(new SuggestionRequest(report.bundle(), others, ROUND)).images().stream()
                                        .map(Suggestion::image)
                                        .toList());
            }
        }
        int labels = START * pool.size();
        for (double right : mean) {
            System.out.printf(Locale.ROOT, "| %d | %.1f %% |%n", labels, 100 * right);
            labels += ROUND;
        }
    }

    private TrainingReport train(Path data, int seed) {
        return learner.train(TrainingRequest.of(data, work.resolve("model.tlz"))
                .withBackbone(backbone)
                .withSplit(new SplitSettings(0, seed))
                .withStrategy(FeatureExtractionSettings.DEFAULT));
    }

    private LinearHead regression(Path data, int seed) {
        FeatureReport train =
                learner.features(FeatureRequest.of(data).withBackbone(backbone));
        LabelSet labels = new LabelSet(List.copyOf(pool.keySet()));
        int width = train.features().width();
        LabelledFeatures none =
                new LabelledFeatures(FeatureBatch.allocate(0, width), LabelMatrix.of(List.of(), labels));
        return new LogisticHeadTrainer()
                .fit(
                        new LabelledFeatures(train.features(), LabelMatrix.of(train.samples(), labels)),
                        none,
                        HeadSettings.DEFAULT,
                        seed,
                        TrainingListener.NONE)
                .head();
    }

    /** The output layer of a bundle, so that test images are computed once and not once per model. */
    private LinearHead head(Path bundle) {
        List<Tensor> tensors = learner.bundles().read(bundle).network().tensors(NetworkContents.WEIGHTS);
        Function<String, Tensor> named = name -> tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
        Tensor weight = named.apply("output.weight");
        int outputs = weight.shape().get(0);
        int inputs = weight.shape().get(1);
        float[] weights = new float[inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight.values().get(i % outputs * inputs + i / outputs);
        }
        float[] biases = new float[outputs];
        named.apply("output.bias").values().get(0, biases);
        return new LinearHead(inputs, outputs, weights, biases);
    }

    private double accuracy(LinearHead head) {
        List<String> labels = List.copyOf(pool.keySet());
        int right = 0;
        for (int row = 0; row < test.samples().size(); row++) {
            float[] probabilities = head.probabilities(test.features().row(row));
            int best = 0;
            for (int i = 1; i < probabilities.length; i++) {
                best = probabilities[i] > probabilities[best] ? i : best;
            }
            right += labels.get(best).equals(test.samples().get(row).label()) ? 1 : 0;
        }
        return (double) right / test.samples().size();
    }

    private List<Path> draw(int count, int seed) {
        List<Path> drawn = new ArrayList<>();
        pool.forEach((label, files) -> {
            List<Path> shuffled = new ArrayList<>(files);
            Collections.shuffle(shuffled, new Random(seed * 1000L + label.hashCode()));
            drawn.addAll(shuffled.subList(0, count));
        });
        return drawn;
    }

    /** A folder of these images, in folders of their classes. */
    private Path write(List<Path> images) {
        try {
            Path folder = Files.createTempDirectory(work, "data");
            for (Path image : images) {
                Path target = folder.resolve(image.getParent().getFileName()).resolve(image.getFileName());
                Files.createDirectories(target.getParent());
                Files.copy(image, target);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<Path>> byClass(Path folder) throws IOException {
        Map<String, List<Path>> images = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> images.computeIfAbsent(
                                    file.getParent().getFileName().toString(), label -> new ArrayList<>())
                            .add(file));
        }
        return images;
    }

    private static Path garments(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> photo : SamplePhotos.embedded().entries().entrySet()) {
            Path file = folder.resolve(photo.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, photo.getValue());
        }
        return folder;
    }

    private static List<Integer> numbers(String text) {
        return Stream.of(text.split(",")).map(Integer::valueOf).toList();
    }
}
