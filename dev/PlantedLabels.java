import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.learner.InspectionReport;
import org.tl4j.learner.InspectionRequest;
import org.tl4j.learner.TransferLearner;

/**
 * Measures how many wrong labels an inspection finds of those that were planted: a tenth of the labels is replaced by another,
 * drawn by the seed.
 *
 * <pre>
 * java -cp 'tl-cli/target/tl/lib/*' dev/PlantedLabels.java IMAGES BACKBONE SEEDS PER_CLASS
 * </pre>
 *
 * <p>{@code IMAGES} is a folder of class folders, of each of which the first {@code PER_CLASS} images are taken, or all of fewer;
 * {@code default} as {@code BACKBONE} leaves the choice to the images. {@code SEEDS} are separated by commas; 0 replaces nothing.
 */
public final class PlantedLabels {
    private PlantedLabels() {}

    /** An image, with the label that it is given. */
    private record Labelled(Path image, String label) {}

    public static void main(String[] arguments) throws IOException {
        List<Labelled> images = images(Path.of(arguments[0]), Integer.parseInt(arguments[3]));
        List<String> labels =
                images.stream().map(Labelled::label).distinct().sorted().toList();
        System.out.println("| backbone | images | seed | replaced | flagged | recall | precision | seconds |");
        try (TransferLearner learner = TransferLearner.create()) {
            for (String seed : arguments[2].split(",")) {
                measure(learner, images, labels, arguments[1], Long.parseLong(seed));
            }
        }
    }

    private static void measure(
            TransferLearner learner, List<Labelled> images, List<String> labels, String backbone, long seed)
            throws IOException {
        List<Labelled> given = new ArrayList<>(images);
        Set<String> replaced = seed == 0 ? Set.of() : replace(given, labels, new Random(seed));
        Path csv = Files.createTempFile("planted", ".csv");
        List<String> rows = new ArrayList<>(List.of("path,label"));
        given.forEach(one -> rows.add(one.image() + "," + one.label()));
        Files.write(csv, rows);
        InspectionRequest request = InspectionRequest.of(csv);
        long start = System.nanoTime();
        InspectionReport report = learner.inspect(
                backbone.equals("default") ? request : request.withBackbone(BackboneRequest.of(backbone)));
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(csv);
        Inspection found = report.inspection();
        long right = found.wrongLabels().stream()
                .map(label -> found.images().get(label.image()).sample().location().container())
                .filter(image -> replaced.contains(image.toString()))
                .count();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.1f %% | %.1f %% | %.0f |%n",
                report.backbone().map(selection -> selection.name()).orElse("-"),
                images.size(),
                seed,
                replaced.size(),
                found.wrongLabels().size(),
                100.0 * right / Math.max(1, replaced.size()),
                100.0 * right / Math.max(1, found.wrongLabels().size()),
                seconds);
    }

    /** The images of the labels that were replaced. */
    private static Set<String> replace(List<Labelled> images, List<String> labels, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        Set<String> replaced = new HashSet<>();
        for (int i : order.subList(0, images.size() / 10)) {
            Labelled old = images.get(i);
            int other = (labels.indexOf(old.label()) + 1 + random.nextInt(labels.size() - 1)) % labels.size();
            images.set(i, new Labelled(old.image(), labels.get(other)));
            replaced.add(old.image().toString());
        }
        return replaced;
    }

    private static List<Labelled> images(Path folder, int most) throws IOException {
        List<Labelled> images = new ArrayList<>();
        for (Path label : sorted(folder)) {
            for (Path image : sorted(label).stream().limit(most).toList()) {
                images.add(new Labelled(
                        image.toAbsolutePath().normalize(), label.getFileName().toString()));
            }
        }
        return images;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
