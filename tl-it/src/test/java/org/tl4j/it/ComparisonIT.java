package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.application.runs.ComparisonFile;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonEvent;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.ComparisonSentences;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Mosaics;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.ComparisonReport;
import org.tl4j.learner.ComparisonRequest;
import org.tl4j.learner.TransferLearner;

/** Strategies compared on photos of garments that the embedded network does not know, with few images. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ComparisonIT {
    private static final String BACKBONE = "resnet20-garments";
    private static final int HELD_OUT = 200;
    private static final int FEWER_HELD_OUT = 100;

    private final TransferLearner learner;
    private final Path folder;
    private final Path data;
    private ComparisonReport report;

    ComparisonIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("comparison");
        this.data = folder.resolve("data");
    }

    private ComparisonRequest request() {
        return ComparisonRequest.of(data)
                .withBackbones(List.of(BackboneRequest.of(BACKBONE)))
                .withPerClass(List.of(5, 20))
                .withSeeds(1)
                .withMostHeldOut(HELD_OUT)
                .withTimeBudget(Duration.ofHours(1));
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Ended in the middle, and then gone on with. */
    @BeforeAll
    void compare() {
        Garments garments = Garments.read();
        Garments.write(garments.draw(20, 1), data.resolve("train"));
        Garments.write(garments.test(), data.resolve("test"));
        ComparisonRequest kept = request().withStore(new ComparisonFile(folder));
        assertThatThrownBy(() -> learner.compare(kept.withListeners(
                        event -> {
                            if (event instanceof ComparisonEvent.RunEnded ended && ended.number() == 3) {
                                throw new Killed();
                            }
                        },
                        TrainingListener.NONE)))
                .isInstanceOf(Killed.class);
        report = learner.compare(kept);
    }

    private ComparisonResult result() {
        return report.result();
    }

    private static ComparedChoice choice(ComparedStrategy strategy) {
        return new ComparedChoice(BACKBONE, strategy);
    }

    private double accuracy(ComparedStrategy strategy, int perClass) {
        return result().summary(choice(strategy), perClass).orElseThrow().value();
    }

    @Test
    void allNetworksAreMeasuredOnTheSameImagesAndTrainedOnAsMany() {
        assertThat(result().notRun()).isEmpty();
        assertThat(result().runs())
                .hasSize(6)
                .allSatisfy(run -> assertThat(run.score().images()).isEqualTo(HELD_OUT));
        assertThat(result().runs()).extracting(ComparisonRun::seenImages).containsExactly(25, 25, 25, 100, 100, 100);
    }

    @Test
    void pretrainingIsWorthALotWithFewImagesAndStartsBetter() {
        int all = result().plan().perClass().get(1);

        assertThat(accuracy(ComparedStrategy.FEATURE_EXTRACTION, all)).isGreaterThan(0.65);
        assertThat(accuracy(ComparedStrategy.FEATURE_EXTRACTION, 5))
                .isGreaterThan(accuracy(ComparedStrategy.FROM_SCRATCH, 5));
        assertThat(result().benefit().betterStart().orElseThrow().holds()).isTrue();
        assertThat(result().recommendation()
                        .orElseThrow()
                        .taken()
                        .choice()
                        .strategy()
                        .transfers())
                .isTrue();
    }

    @Test
    void trainingIsFollowedFromBeforeTheFirstEpochToTheLast() {
        List<ComparisonPoint> scratch = result().followed(choice(ComparedStrategy.FROM_SCRATCH));

        assertThat(scratch)
                .extracting(ComparisonPoint::epoch)
                .startsWith(0, 1, 2, 4)
                .endsWith(30);
        assertThat(scratch).extracting(ComparisonPoint::seconds).isSorted();
        assertThat(result().followed(choice(ComparedStrategy.FEATURE_EXTRACTION)))
                .singleElement()
                .satisfies(point -> assertThat(point.value())
                        // on the first half of the held-out images
                        .isCloseTo(
                                accuracy(
                                        ComparedStrategy.FEATURE_EXTRACTION,
                                        result().plan().followedPerClass()),
                                within(0.1)));
    }

    @Test
    void interruptedItHasTheResultsOfOneThatWasNot() {
        ComparisonReport unbroken = learner.compare(request()
                .withStrategies(List.of(ComparedStrategy.FEATURE_EXTRACTION, ComparedStrategy.FINE_TUNING))
                .withPerClass(List.of(5, 20)));

        assertThat(unbroken.result().runs())
                .extracting(ComparisonRun::score)
                .isEqualTo(result().runs().stream()
                        .filter(run -> run.cell().choice().strategy().transfers())
                        .map(ComparisonRun::score)
                        .toList());
    }

    /** Of mosaics of photos, scaled to the size of the embedded network, so that all strategies are quick. */
    @Test
    void ofSeveralLabelsAllStrategiesAreMeasuredByMeanAveragePrecision() throws IOException {
        Path mosaics = Mosaics.write(Fixtures.path("data"), folder.resolve("mosaics"));
        ComparisonRequest request = ComparisonRequest.of(mosaics)
                .withBackbones(List.of(BackboneRequest.of(BACKBONE)))
                .withPerClass(List.of(6))
                .withSeeds(1)
                .withMostHeldOut(FEWER_HELD_OUT)
                .withTimeBudget(Duration.ofHours(1))
                .withStore(new ComparisonFile(folder.resolve("several")));

        ComparisonReport several = learner.compare(request);

        ComparisonResult result = several.result();
        assertThat(result.notRun()).isEmpty();
        assertThat(result.metric()).isEqualTo(ScoreMetric.MEAN_AVERAGE_PRECISION);
        assertThat(result.runs()).hasSize(3).allSatisfy(run -> {
            assertThat(run.score().images()).isEqualTo(FEWER_HELD_OUT);
            assertThat(run.score().interval().low()).isLessThan(run.value());
            assertThat(run.score().interval().high()).isGreaterThan(run.value());
        });
        assertThat(result.followed(choice(ComparedStrategy.FROM_SCRATCH)))
                .extracting(ComparisonPoint::epoch)
                .startsWith(0, 1, 2, 4);
        assertThat(ComparisonSentences.recommendation(result).get(0))
                .contains("images per label", "its mean average precision on 100 held-out images is 0.");
        assertThat(learner.compare(request).result()).isEqualTo(result);
    }

    @Test
    void nothingIsTrainedTwiceAndOtherImagesAreNoticed() {
        List<ComparisonEvent> events = new ArrayList<>();

        ComparisonReport again = learner.compare(
                request().withStore(new ComparisonFile(folder)).withListeners(events::add, TrainingListener.NONE));

        assertThat(events).singleElement().isInstanceOf(ComparisonEvent.Planned.class);
        assertThat(again.result()).isEqualTo(result());
        assertThatThrownBy(() ->
                        learner.compare(request().withMostHeldOut(HELD_OUT + 1).withStore(new ComparisonFile(folder))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must have runs of the same images");
    }
}
