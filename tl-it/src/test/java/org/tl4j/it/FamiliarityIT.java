package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.calibration.CalibrationSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.TransferLearner;

/** What models of real photos say of photos of something else, and how far their calibration holds on others of the same. */
@ExtendWith(WorkshopExtension.class)
class FamiliarityIT {
    private final TransferLearner learner;
    private final Path folder;

    FamiliarityIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("familiarity");
    }

    /** The distance to the fifth nearest training photo by cosine gives 0.979. */
    @Test
    void aModelOfFlowersKnowsFlowersFromInsects() throws IOException {
        Path bundle = train("flowers12", 0.9);

        double area = area(bundle, photos("flowers12/test"), photos("hymenoptera/val"));

        assertThat(area).isGreaterThanOrEqualTo(0.97);
        check(EvaluationRequest.of(bundle, Fixtures.path("data/flowers12")).withSubset(Subset.TEST), 0.9);
    }

    /** The distance to the fifth nearest training photo by cosine gives 0.80. */
    @Test
    void aModelOfInsectsKnowsInsectsFromFlowers() throws IOException {
        Path bundle = train("hymenoptera", 0.9);

        double area = area(bundle, photos("hymenoptera/val"), photos("flowers12/test"));

        assertThat(area).isGreaterThanOrEqualTo(0.85);
    }

    /** Nothing is fitted to the photos of val: the model holds out photos of train. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.95})
    void setsOfInsectsCoverOtherPhotosAsOftenAsAskedFor(double coverage) {
        Path bundle = train("hymenoptera/train", coverage);

        check(EvaluationRequest.of(bundle, Fixtures.path("data/hymenoptera/val")), coverage);
    }

    private Path train(String data, double coverage) {
        Path bundle = folder.resolve(data.replace('/', '-') + coverage + ".tlz");
        learner.train(Photos.request(Fixtures.path("data/" + data), bundle)
                .withCalibration(CalibrationSettings.DEFAULT.withCoverage(coverage)));
        return bundle;
    }

    /** The coverage of photos that training did not see is the one that was asked for, as far as so many can show. */
    private void check(EvaluationRequest request, double coverage) {
        CalibrationCheck found = learner.evaluate(request).calibration().orElseThrow();
        CalibrationCheck.Sets sets = found.sets().orElseThrow();
        assertThat(sets.wanted()).isEqualTo(coverage);
        assertThat(coverage)
                .as("%s", found)
                .isBetween(sets.interval().low(), sets.interval().high());
    }

    private static List<Path> photos(String place) throws IOException {
        try (Stream<Path> files = Files.walk(Fixtures.path("data/" + place))) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    /** How often a photo of what the model knows is more familiar than one of something else. */
    private double area(Path bundle, List<Path> known, List<Path> other) {
        try (Predictor predictor = learner.predictor(bundle)) {
            double[] own = familiarity(predictor, known);
            double[] foreign = familiarity(predictor, other);
            double wins = 0;
            for (double one : own) {
                for (double another : foreign) {
                    wins += one > another ? 1 : one == another ? 0.5 : 0;
                }
            }
            return wins / own.length / foreign.length;
        }
    }

    private static double[] familiarity(Predictor predictor, List<Path> photos) {
        return photos.stream()
                .map(predictor::predict)
                .map(Prediction::familiarity)
                .map(Optional::orElseThrow)
                .mapToDouble(familiarity -> familiarity.value())
                .toArray();
    }
}
