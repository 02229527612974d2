import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/**
 * Trains with every strategy on increasing numbers of images per class, and evaluates each model on the same test images.
 *
 * <pre>
 * java -cp 'tl-cli/target/tl/lib/*' dev/LearningCurves.java IMAGES.zip OUT.csv BACKBONE[=WEIGHTS] SIZES SEEDS STRATEGIES
 * </pre>
 *
 * <p>{@code IMAGES.zip} has {@code train/CLASS} and {@code test/CLASS}. For each size N and each seed, N training images per
 * class are drawn, and 20 others per class for validation; 200 test images per class are used, the same in all runs.
 * SIZES, SEEDS and STRATEGIES are separated by commas, as in {@code 5,10 1,2,3 feature-extraction,fine-tuning}. One row per run is
 * added to {@code OUT.csv}; runs that it already contains are skipped.
 */
public final class LearningCurves {
    private static final int VALIDATION = 20;
    private static final int TEST = 200;

    private static final Map<String, StrategySettings> STRATEGIES = Map.of(
            "feature-extraction", FeatureExtractionSettings.DEFAULT,
            "fine-tuning", FineTuningSettings.DEFAULT,
            "from-scratch", FromScratchSettings.DEFAULT,
            "auto", AutoSettings.DEFAULT);

    private LearningCurves() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 6) {
            System.err.println("usage: LearningCurves IMAGES.zip OUT.csv BACKBONE[=WEIGHTS] SIZES SEEDS STRATEGIES");
            System.exit(2);
        }
        Path table = Path.of(arguments[1]);
        List<String> rows = Files.exists(table)
                ? new ArrayList<>(Files.readAllLines(table))
                : new ArrayList<>(List.of("backbone,images_a_class,seed,strategy,test_accuracy,validation_accuracy,made,seconds"));
        String[] backbone = arguments[2].split("=", 2);
        BackboneRequest named = BackboneRequest.of(backbone[0]);
        BackboneRequest request = backbone.length == 1 ? named : named.withWeights(Path.of(backbone[1]));
        Path work = Files.createTempDirectory("learning-curves");
        try (TransferLearner learner = TransferLearner.create()) {
            for (String size : arguments[3].split(",")) {
                for (String seed : arguments[4].split(",")) {
                    Path data = work.resolve("data-" + size + "-" + seed + ".zip");
                    draw(Path.of(arguments[0]), data, Integer.parseInt(size), Long.parseLong(seed));
                    for (String strategy : arguments[5].split(",")) {
                        String key = String.join(",", backbone[0], size, seed, strategy);
                        if (rows.stream().noneMatch(row -> row.startsWith(key + ","))) {
                            rows.add(key + "," + run(learner, request, data, work, Long.parseLong(seed), strategy));
                            Files.write(table, rows);
                            System.out.println(rows.get(rows.size() - 1));
                        }
                    }
                    Files.delete(data);
                }
            }
        }
        summary(rows).forEach(System.out::println);
    }

    private static String run(
            TransferLearner learner, BackboneRequest backbone, Path data, Path work, long seed, String strategy) {
        Path model = work.resolve("model.tlz");
        TrainingReport report = learner.train(TrainingRequest.of(data, model)
                .withBackbone(backbone)
                .withSplit(new SplitSettings(0, seed))
                .withStrategy(STRATEGIES.get(strategy)));
        report.manifest().reasons().forEach(reason -> System.out.println("  " + reason));
        EvaluationReport test =
                learner.evaluate(EvaluationRequest.of(model, data).withSubset(Subset.TEST));
        return String.format(
                Locale.ROOT,
                "%.4f,%.4f,%s,%.1f",
                test.evaluation().accuracy(),
                report.validation().accuracy(),
                report.manifest().strategy(),
                report.total().toMillis() / 1000.0);
    }

    /** Means over the seeds, one line per size. */
    private static List<String> summary(List<String> rows) {
        Map<Integer, Map<String, List<Double>>> bySize = new TreeMap<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            bySize.computeIfAbsent(Integer.parseInt(cells[1]), size -> new TreeMap<>())
                    .computeIfAbsent(cells[3], strategy -> new ArrayList<>())
                    .add(Double.parseDouble(cells[4]));
        }
        List<String> lines = new ArrayList<>();
        bySize.forEach((size, strategies) -> lines.add(size + " images per class: "
                + strategies.entrySet().stream()
                        .map(entry -> String.format(
                                Locale.ROOT,
                                "%s %.3f",
                                entry.getKey(),
                                entry.getValue().stream().mapToDouble(Double::doubleValue).average().orElseThrow()))
                        .collect(Collectors.joining(", "))));
        return lines;
    }

    private static void draw(Path images, Path target, int size, long seed) throws IOException {
        try (ZipFile zip = new ZipFile(images.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            Map<String, List<String>> folders = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .sorted()
                    .collect(Collectors.groupingBy(
                            name -> name.substring(0, name.lastIndexOf('/')), TreeMap::new, Collectors.toList()));
            folders.forEach((folder, names) -> {
                String label = folder.substring(folder.indexOf('/') + 1);
                if (folder.startsWith("test/")) {
                    copy(zip, out, names.subList(0, Math.min(TEST, names.size())), folder);
                } else {
                    List<String> drawn = new ArrayList<>(names);
                    Collections.shuffle(drawn, new Random(seed * 1000 + label.hashCode()));
                    copy(zip, out, drawn.subList(0, size), "train/" + label);
                    copy(zip, out, drawn.subList(drawn.size() - VALIDATION, drawn.size()), "val/" + label);
                }
            });
        }
    }

    private static void copy(ZipFile zip, ZipOutputStream out, List<String> names, String folder) {
        for (String name : names) {
            try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
                out.putNextEntry(new ZipEntry(folder + name.substring(name.lastIndexOf('/'))));
                in.transferTo(out);
                out.closeEntry();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
