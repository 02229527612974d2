package org.tl4j.strategies.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.training.BoundaryCandidate;
import org.tl4j.core.training.BoundaryOutcome.Skipped;
import org.tl4j.core.training.BoundarySkip;
import org.tl4j.strategies.boundary.CandidatePlaces.Place;
import org.tl4j.strategies.boundary.CandidatePlaces.Range;

class CandidatePlacesTest {
    private static final BoundaryOption USUAL = option("avgpool", new FeatureVector(512), 9, true);

    @Test
    void twoPlacesBeforeTheDefaultAreTriedAloneAndJoinedWithIt() {
        CandidatePlaces places = of(
                option("stem", new FeatureMap(64, 8, 8), 1, false),
                option("layer2", new FeatureMap(128, 4, 4), 3, false),
                option("layer3", new FeatureMap(256, 2, 2), 5, false),
                USUAL);

        assertThat(places.vertices()).containsExactly("layer2", "layer3", "avgpool");
        assertThat(places.pooling()).isEqualTo(Pooling.AVERAGE);
        assertThat(places.ranges())
                .containsExactly(
                        new Range(List.of("avgpool"), 128 + 256, 512),
                        new Range(List.of("layer3"), 128, 256),
                        new Range(List.of("layer2"), 0, 128),
                        new Range(List.of("layer3", "avgpool"), 128, 256 + 512),
                        new Range(List.of("layer2", "layer3", "avgpool"), 0, 128 + 256 + 512));
    }

    @Test
    void aPlaceWithTheSameLayersAsTheDefaultIsNotTried() {
        CandidatePlaces places = of(
                option("layer3", new FeatureMap(256, 2, 2), 5, false),
                option("layer4", new FeatureMap(512, 2, 2), 9, false),
                USUAL);

        assertThat(places.earlier()).containsExactly(new Place("layer3", 256));
        assertThat(places.skipped()).isEmpty();
    }

    @Test
    void onlyTheDefaultIsLeftWhereNothingComesBeforeIt() {
        assertThat(of(USUAL).ranges()).hasSize(1);
        assertThat(of().ranges()).hasSize(1);
    }

    @Test
    void placesThatDoNotFitAreSkippedWithTheReason() {
        CandidatePlaces places = of(
                option("wide", new FeatureMap(CandidatePlaces.MOST_FEATURES + 1, 2, 2), 1, false),
                option("tokens", new TokenSequence(5, 8), 3, false),
                option("avgpool", new FeatureMap(512, 2, 2), 9, true));

        assertThat(places.earlier()).isEmpty();
        assertThat(places.skipped())
                .extracting(BoundaryCandidate::outcome)
                .containsExactly(new Skipped(BoundarySkip.TOO_WIDE), new Skipped(BoundarySkip.OTHER_SHAPE));
    }

    @Test
    void placesBeforeTheLayersToTrainAreSkipped() {
        CandidatePlaces places = CandidatePlaces.of(
                List.of(
                        option("layer2", new FeatureMap(128, 4, 4), 3, false),
                        option("layer3", new FeatureMap(256, 2, 2), 5, false),
                        USUAL),
                Boundary.at("avgpool", Pooling.AVERAGE, 512),
                "layer3"::equals);

        assertThat(places.earlier()).containsExactly(new Place("layer3", 256));
        assertThat(places.skipped())
                .containsExactly(new BoundaryCandidate(
                        List.of("layer2"), Pooling.AVERAGE, 128, new Skipped(BoundarySkip.BEFORE_TRAINED_LAYERS)));
    }

    private static CandidatePlaces of(BoundaryOption... options) {
        return CandidatePlaces.of(List.of(options), Boundary.at("avgpool", Pooling.AVERAGE, 512), vertex -> true);
    }

    private static BoundaryOption option(String vertex, FeatureShape shape, long parameters, boolean isDefault) {
        return new BoundaryOption(Optional.empty(), vertex, shape, parameters, isDefault);
    }
}
