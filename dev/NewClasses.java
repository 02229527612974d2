import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/**
 * Measures whether the familiarity of images distinguishes classes that a model knows from new ones, as area under the ROC
 * curve, beside the same by the largest probability.
 *
 * <pre>
 * java -cp 'tl-cli/target/tl/lib/*' dev/NewClasses.java IMAGES BACKBONE KNOWN SEEDS TRAIN TEST [OTHERS]
 * </pre>
 *
 * <p>{@code IMAGES} is a folder with {@code train/CLASS} and {@code test/CLASS}. {@code KNOWN} is how many classes the model
 * knows, drawn again for each seed, or the names of them, separated by commas; SEEDS are separated by commas. The model is
 * trained on at most TRAIN images per class of {@code train}, of which a fifth are held out by default. Measured are the first
 * TEST images per class of {@code test}. New images are those of the other classes, or with {@code OTHERS} all those below
 * that folder.
 */
public final class NewClasses {
    private NewClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path images = Path.of(arguments[0]);
        Path work = Files.createTempDirectory("new-classes");
        List<String> classes = names(images.resolve("train"));
        System.out.println("| seed | known | known images | new images | familiarity | largest probability | "
                + "unfamiliar, known | unfamiliar, new |");
        try (TransferLearner learner = TransferLearner.create()) {
            for (String text : arguments[3].split(",")) {
                int seed = Integer.parseInt(text);
                List<String> known = known(arguments[2], classes, seed);
                Path data = Files.createTempDirectory(work, "data");
                List<Path> own = new ArrayList<>();
                List<Path> others = new ArrayList<>();
                for (String name : classes) {
                    List<Path> test = first(images.resolve("test").resolve(name), Integer.parseInt(arguments[5]));
                    if (known.contains(name)) {
                        List<Path> train = first(images.resolve("train").resolve(name), Integer.parseInt(arguments[4]));
                        copy(train, data.resolve(name));
                        own.addAll(test);
                    } else if (arguments.length == 6) {
                        others.addAll(test);
                    }
                }
                if (arguments.length > 6) {
                    others.addAll(first(Path.of(arguments[6]), Integer.MAX_VALUE));
                }
                Path bundle = work.resolve("model.tlz");
                learner.train(TrainingRequest.of(data, bundle)
                        .withBackbone(BackboneRequest.of(arguments[1]))
                        .withStrategy(FeatureExtractionSettings.DEFAULT));
                print(learner, bundle, seed, known, own, others);
            }
        }
    }

    private static void print(
            TransferLearner learner, Path bundle, int seed, List<String> known, List<Path> own, List<Path> others) {
        try (Predictor predictor = learner.predictor(bundle)) {
            List<Prediction> first = predict(predictor, own);
            List<Prediction> second = predict(predictor, others);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %s | %d | %d | %.3f | %.3f | %.1f %% | %.1f %% |%n",
                    seed,
                    String.join(", ", known),
                    first.size(),
                    second.size(),
                    area(first, second, NewClasses::familiarity),
                    area(first, second, prediction -> prediction.best().probability()),
                    unfamiliar(first),
                    unfamiliar(second));
        }
    }

    private static List<Prediction> predict(Predictor predictor, List<Path> images) {
        List<Prediction> predictions = new ArrayList<>();
        predictor.predictEachFile(images, (PredictionResult result) -> predictions.add(result.orThrow()));
        return predictions;
    }

    /** How often one of the first has a larger value than one of the second; equal values count half. */
    private static double area(List<Prediction> first, List<Prediction> second, ToDoubleFunction<Prediction> value) {
        double[] others = second.stream().mapToDouble(value).toArray();
        return first.stream()
                .mapToDouble(value)
                .map(own -> Arrays.stream(others)
                        .map(other -> own > other ? 1 : own == other ? 0.5 : 0)
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    private static double familiarity(Prediction prediction) {
        return prediction.familiarity().orElseThrow().value();
    }

    private static double unfamiliar(List<Prediction> predictions) {
        return 100
                * predictions.stream()
                        .mapToInt(prediction -> prediction.familiarity().orElseThrow().unfamiliar() ? 1 : 0)
                        .average()
                        .orElseThrow();
    }

    private static List<String> known(String wanted, List<String> classes, int seed) {
        if (!wanted.matches("\\d+")) {
            return List.of(wanted.split(","));
        }
        List<String> shuffled = new ArrayList<>(classes);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, Integer.parseInt(wanted)).stream().sorted().toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static List<Path> first(Path folder, int count) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png)"))
                    .sorted()
                    .limit(count)
                    .toList();
        }
    }

    private static void copy(List<Path> images, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path image : images) {
            Files.copy(image, folder.resolve(image.getFileName()));
        }
    }
}
