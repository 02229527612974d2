package org.tl4j.core.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.provenance.Digest;

class InspectionTest {
    @Test
    void copiesKnowWhetherTheyContradictOneAnother() {
        InspectedImage train = image("a", "ant", Optional.of(Subset.TRAIN));
        InspectedImage test = image("a", "ant", Optional.of(Subset.TEST));
        InspectedImage other = image("a", "bee", Optional.empty());
        assertThat(new ExactCopies(List.of(train, test)).isAcrossSubsets()).isTrue();
        assertThat(new ExactCopies(List.of(train, test)).isConflict()).isFalse();
        assertThat(new ExactCopies(List.of(train, other)).isAcrossSubsets()).isFalse();
        assertThat(new ExactCopies(List.of(train, other)).isConflict()).isTrue();
        assertThatThrownBy(() -> new ExactCopies(List.of(train))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void imbalanceIsTheLargestClassForEachImageOfTheSmallest() {
        assertThat(counted(30, 10).imbalance()).isEqualTo(3);
        assertThat(counted(10, 10).imbalance()).isEqualTo(1);
        assertThat(counted(10, 0).imbalance()).isInfinite();
    }

    @Test
    void aPairIsOfTwoImagesAndALikelyLabelDiffersFromTheGivenOne() {
        assertThatThrownBy(() -> new NearDuplicate(2, 2, 1, 0.9, false, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LikelyWrongLabel(0, Optional.of("a"), Optional.of("a"), 0.1, 0.9))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFindingHasWords() {
        for (PixelDefect defect : PixelDefect.values()) {
            assertThat(FindingText.measured(new PixelFinding(0, defect, 0.5, 0.25)))
                    .isNotBlank();
            assertThat(FindingText.of(defect)).isNotBlank();
        }
        for (InspectionCheck check : InspectionCheck.values()) {
            for (LimitedCheck.Reason reason : LimitedCheck.Reason.values()) {
                assertThat(FindingText.of(new LimitedCheck(check, reason, 0))).contains(FindingText.of(check));
            }
        }
        assertThat(FindingText.measured(new PixelFinding(0, PixelDefect.TINY, 30, 64)))
                .isEqualTo("shorter side 30 pixels, below 64");
    }

    private static Inspection counted(int first, int second) {
        return new Inspection(
                new LabelSet(List.of("ant", "bee")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new ClassCount("ant", first, Map.of()), new ClassCount("bee", second, Map.of())),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static InspectedImage image(String name, String label, Optional<Subset> role) {
        return new InspectedImage(
                new Sample(ImageLocation.file(Path.of(name)), label, Digest.of(name), Optional.empty()), role);
    }
}
