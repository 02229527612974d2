package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.application.documents.TrainDocument;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.learner.TrainingReport;

class TrainTextTest {
    private static final CallerWords WORDS = new CallerWords("a measurement", "the document");
    private static final Score MEASURED = new Score(0.75, 0.5, 8, false);
    private static final List<String> LABELS = List.of("ants", "bees");

    @Test
    void statesReasonsResultAndTimes() {
        assertThat(text("feature-extraction", Pooling.AVERAGE, MEASURED, false, LABELS, List.of()))
                .startsWith(
                        "because it is a test",
                        "Trained by feature extraction on 20 images of 2 classes: ants, bees.",
                        "Backbone resnet18-imagenet, frozen up to avgpool; 1,026 of 11,177,538 parameters were trained.")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Accuracy 75.0 % (")
                        .endsWith("), log loss 0.500, on 8 validation images that it was not fitted to."))
                .contains(
                        "The same images chose the settings of the training, so this is probably too high; a measurement"
                                + " measures on others.")
                .anySatisfy(line -> assertThat(line).startsWith("Took ").contains("features ", "training "))
                .endsWith("1 image was skipped:", "  " + Path.of("broken.jpg") + ": must be whole");
    }

    @ParameterizedTest
    @CsvSource({
        "from-scratch, Trained from scratch on",
        "fine-tuning, Trained by fine-tuning on",
        "feature-extraction, Trained by feature extraction on"
    })
    void namesTheStrategyAsAPersonDoes(String strategy, String expected) {
        assertThat(text(strategy, Pooling.AVERAGE, MEASURED, false, LABELS, List.of()))
                .anySatisfy(line -> assertThat(line).startsWith(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "AVERAGE, frozen up to avgpool;",
        "MAX, frozen up to avgpool with the largest value of each channel;",
        "BOTH, frozen up to avgpool with the average and the largest value of each channel;",
        "FLATTEN, frozen up to avgpool with the values of all positions;",
        "CLS, frozen up to avgpool with the class token;",
        "MEAN, frozen up to avgpool with the average of all tokens;",
        "CLS_MEAN, frozen up to avgpool with the class token and the average of the others;"
    })
    void statesThePoolingUnlessItIsTheUsualOne(Pooling pooling, String expected) {
        assertThat(text("feature-extraction", pooling, MEASURED, false, LABELS, List.of()))
                .anySatisfy(line -> assertThat(line).contains(expected));
    }

    @Test
    void aFineTunedNetworkIsNotFrozen() {
        assertThat(text("fine-tuning", Pooling.MAX, MEASURED, false, LABELS, List.of()))
                .contains("Backbone resnet18-imagenet; 1,026 of 11,177,538 parameters were trained.");
    }

    @Test
    void statesHowTheAccuracyWasMeasured() {
        Score crossValidated = new Score(0.5, 0.7, 20, true);

        assertThat(text("feature-extraction", Pooling.AVERAGE, crossValidated, false, LABELS, List.of()))
                .anySatisfy(line -> assertThat(line).endsWith("by cross-validation on 20 images."));
        assertThat(text("feature-extraction", Pooling.AVERAGE, MEASURED, true, LABELS, List.of()))
                .anySatisfy(line ->
                        assertThat(line).endsWith("on 8 validation images, before it was fitted to these as well."));
    }

    @Test
    void reasonsNameTheRemediesOfTheCaller() {
        CallerWords words = new CallerWords(
                "a measurement", "the document", sentence -> sentence.replace("it is a test", "`tool test` says so"));
        TrainingReport report = report("fine-tuning", Pooling.AVERAGE, MEASURED, false, LABELS, List.of());

        assertThat(TrainText.of(report, words)).startsWith("because `tool test` says so");
        assertThat(TrainDocument.of("auto", report, words.remedies()).reasons())
                .containsExactly("because `tool test` says so");
        assertThat(report.manifest().reasons()).containsExactly("because it is a test");
    }

    @Test
    void severalLabelsHaveAMeanAveragePrecision() {
        Score several = new Score(ScoreMetric.MEAN_AVERAGE_PRECISION, 0.875, 0.25, 40, false);

        assertThat(text("fine-tuning", Pooling.AVERAGE, several, false, LABELS, List.of()))
                .contains(
                        "Mean average precision 0.875, log loss 0.250, on 40 validation images that it was not fitted to.");
    }

    @Test
    void listsTheFirstTenOfManyClasses() {
        List<String> names = IntStream.range(10, 25).mapToObj(i -> "kind" + i).toList();

        assertThat(text("fine-tuning", Pooling.AVERAGE, MEASURED, false, names, List.of()))
                .anySatisfy(
                        line -> assertThat(line).contains("15 classes: kind10,").endsWith(", kind19 and 5 more."));
    }

    @Test
    void warningsAreStatedLastAndOnce() {
        List<TrainingWarning> warnings = List.of(
                new TrainingWarning(WarningKind.REFITTED, "the network", "was fitted to these", ""),
                new TrainingWarning(WarningKind.LAYOUT, "the folder", "may be misunderstood", ""),
                new TrainingWarning(WarningKind.FEW_IMAGES, "class ants", "has 3 images", "add more"));

        assertThat(text("fine-tuning", Pooling.AVERAGE, MEASURED, true, LABELS, warnings))
                .endsWith("Warning: " + warnings.get(2).message() + ".")
                .noneMatch(line -> line.contains("misunderstood") || line.startsWith("Warning: the network"));
    }

    private static List<String> text(
            String strategy,
            Pooling pooling,
            Score score,
            boolean refitted,
            List<String> labels,
            List<TrainingWarning> warnings) {
        return TrainText.of(report(strategy, pooling, score, refitted, labels, warnings), WORDS);
    }

    static TrainingReport report(Score score) {
        return report("feature-extraction", Pooling.AVERAGE, score, false, LABELS, List.of());
    }

    private static TrainingReport report(
            String strategy,
            Pooling pooling,
            Score score,
            boolean refitted,
            List<String> labels,
            List<TrainingWarning> warnings) {
        Digest digest = Digest.of("a test");
        BundleManifest manifest = new BundleManifest(
                strategy,
                new LabelSet(labels),
                Selections.RESNET18.preprocessing(),
                Selections.RESNET18.name(),
                digest,
                List.of("avgpool"),
                pooling,
                List.of(),
                new ParameterCounts(11_177_538, 1026),
                Map.of(),
                refitted,
                List.of("because it is a test"),
                new Provenance("TL4J", Map.of(), digest, 1, Map.of(), Instant.EPOCH));
        return new TrainingReport(
                Path.of("model.tlz"),
                manifest,
                Selections.resnet18(WeightsOrigin.PRESENT),
                new DatasetSplit(manifest.labels(), List.of(), List.of(), List.of(), List.of(), List.of()),
                20,
                List.of(new SkippedImage(ImageLocation.file(Path.of("broken.jpg")), "must be whole")),
                score,
                refitted,
                Duration.ofSeconds(9),
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                warnings,
                List.of());
    }
}
