package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;
import org.tl4j.core.weights.WeightsOrigin;

class RunWarningsTest {
    private static final Dataset DATASET = new Dataset(
            LabelSet.sorted(List.of("ants", "bees")),
            List.of(FakeImages.sample("a.png", "ants"), FakeImages.sample("b.png", "bees")),
            List.of());
    private static final Path DATA = Path.of("photos");
    private static final BackboneSelection NAMED = selection(Entries.SQUEEZENET, true, WeightsOrigin.PRESENT);

    @Test
    void saysNothingOfARunWithANamedBackboneAndGoodImages() {
        assertThat(RunWarnings.of(NAMED, DATASET, split(20, 10, List.of(), List.of()), DATA))
                .isEmpty();
    }

    @Test
    void saysWhichBackboneWasSelectedAndWhy() {
        assertThat(only(selection(Entries.RESNET18, false, WeightsOrigin.FETCHED)))
                .isEqualTo("backbone resnet18-imagenet was selected because none was named: no network on this machine"
                        + " fits the images, so it was fetched");
        assertThat(only(selection(Entries.SQUEEZENET, false, WeightsOrigin.PRESENT)))
                .contains("of the networks on this machine it is the first that fits the images");
        assertThat(only(selection(Entries.GARMENTS, false, WeightsOrigin.EMBEDDED)))
                .contains("small and grey");
    }

    @Test
    void namesTheClassWithTheFewestImages() {
        assertThat(RunWarnings.of(NAMED, DATASET, split(20, 1, List.of(), List.of()), DATA))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.kind()).isEqualTo(WarningKind.FEW_IMAGES);
                    assertThat(warning.message()).startsWith("class bees has 1 training image;");
                });
        assertThat(RunWarnings.of(NAMED, DATASET, split(9, 3, List.of(), List.of()), DATA))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .startsWith("class bees has 3 training images, and 1 more class has fewer than 10;"));
        assertThat(RunWarnings.of(NAMED, DATASET, split(20, 0, List.of(), List.of()), DATA))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).startsWith("class bees has 0 training images;"));
    }

    @Test
    void tellsOfDuplicatesAndConflicts() {
        List<Sample> one = List.of(FakeImages.sample("a.png", "ants"));
        List<Sample> two = List.of(FakeImages.sample("b.png", "ants"), FakeImages.sample("c.png", "bees"));

        assertThat(RunWarnings.of(NAMED, DATASET, split(20, 20, one, List.of(two)), DATA))
                .extracting(TrainingWarning::message)
                .containsExactly(
                        "1 image was left out as an exact copy of another, which counts once, such as a.png",
                        "The same image has different labels in 1 case: b.png is ants, c.png is bees; correct the labels");
    }

    @Test
    void imagesAreNamedAsSeenFromTheData() {
        Path home = Path.of("home", "me").toAbsolutePath();

        assertThat(duplicate(ImageLocation.file(home.resolve("photos/ants/1.jpg")), home.resolve("photos")))
                .endsWith("such as " + Path.of("ants", "1.jpg"));
        assertThat(duplicate(
                        ImageLocation.zipEntry(home.resolve("photos.zip"), "ants/1.jpg"), home.resolve("photos.zip")))
                .endsWith("such as photos.zip!ants/1.jpg");
        assertThat(duplicate(ImageLocation.file(home.resolve("images/1.jpg")), home.resolve("labels.csv")))
                .endsWith("such as " + Path.of("images", "1.jpg"));
        assertThat(duplicate(
                        ImageLocation.file(home.resolve("photos/ants/1.jpg")),
                        home.resolveSibling("you").resolve("more")))
                .endsWith("such as " + Path.of("ants", "1.jpg"));
    }

    private static String duplicate(ImageLocation location, Path data) {
        Sample copy = new Sample(location, "ants", Digest.of("a copy"), Optional.empty());
        return RunWarnings.of(NAMED, DATASET, split(20, 20, List.of(copy), List.of()), data)
                .get(0)
                .message();
    }

    @Test
    void aCalibrationThatDoesHarmIsAWarningAndOneThatHelpsIsNone() {
        assertThat(RunWarnings.harmfulCalibration(check(0.031, 0.0526))).hasValueSatisfying(warning -> {
            assertThat(warning.kind()).isEqualTo(WarningKind.CALIBRATION);
            assertThat(warning.finding()).contains("off by 5.3 percentage points with it, by 3.1 without it");
        });
        assertThat(RunWarnings.harmfulCalibration(check(0.05, 0.03))).isEmpty();
        // exact probabilities would be off by one point by chance
        assertThat(RunWarnings.harmfulCalibration(check(0.03, 0.0395))).isEmpty();
    }

    private static CalibrationCheck check(double without, double with) {
        return new CalibrationCheck(without, 0.01, Optional.of(with), Optional.empty(), Optional.empty());
    }

    @Test
    void tellsHowTheLayoutWasUnderstood() {
        Dataset read =
                new Dataset(DATASET.labels(), DATASET.samples(), List.of(), List.of("train/train is taken for train"));

        assertThat(RunWarnings.of(NAMED, read, split(20, 20, List.of(), List.of()), DATA))
                .extracting(TrainingWarning::message)
                .containsExactly("the data set: train/train is taken for train");
    }

    @Test
    void warningsArePassedOnAndKeptOnce() {
        List<TrainingEvent> heard = new ArrayList<>();
        CollectedWarnings warnings = new CollectedWarnings(heard::add);
        TrainingWarning warning = new TrainingWarning(WarningKind.NOT_CONVERGED, "the head", "did not converge", "");

        warnings.on(new TrainingEvent.Warned(warning));
        warnings.warn(warning);
        warnings.on(new TrainingEvent.Decided(new Decision.NothingToCompare()));
        warnings.warn(RunWarnings.refitted());

        assertThat(warnings.all()).containsExactly(warning, RunWarnings.refitted());
        assertThat(heard)
                .containsExactly(
                        new TrainingEvent.Warned(warning),
                        new TrainingEvent.Decided(new Decision.NothingToCompare()),
                        new TrainingEvent.Warned(RunWarnings.refitted()));
    }

    private static String only(BackboneSelection selection) {
        List<TrainingWarning> warnings = RunWarnings.of(selection, DATASET, split(10, 10, List.of(), List.of()), DATA);
        assertThat(warnings).extracting(TrainingWarning::kind).containsExactly(WarningKind.BACKBONE_BY_DEFAULT);
        return warnings.get(0).message();
    }

    private static BackboneSelection selection(BackboneEntry entry, boolean requested, WeightsOrigin origin) {
        return new BackboneSelection(entry, requested, origin, OptionalLong.empty(), List.of());
    }

    private static DatasetSplit split(int ants, int bees, List<Sample> duplicates, List<List<Sample>> conflicts) {
        List<Sample> train = Stream.concat(
                        IntStream.range(0, ants).mapToObj(i -> FakeImages.sample("ant" + i, "ants")),
                        IntStream.range(0, bees).mapToObj(i -> FakeImages.sample("bee" + i, "bees")))
                .toList();
        return new DatasetSplit(
                new LabelSet(List.of("ants", "bees")), train, List.of(), List.of(), duplicates, conflicts);
    }
}
