package org.tl4j.strategies.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

class FeatureExtractorTest {
    private final Fakes.MemoryStore store = new Fakes.MemoryStore();
    private final Fakes.CountingBackbone backbone = new Fakes.CountingBackbone();
    private final FeatureExtractor extractor = new FeatureExtractor(Fakes.decoder(), store);

    @Test
    void givesTheFeaturesInTheOrderOfTheSamples() {
        List<Sample> samples = numbers(0, 300);

        ExtractedFeatures features = extract(samples);

        assertThat(features.samples()).isEqualTo(samples);
        for (int i = 0; i < 300; i++) {
            assertThat(features.features().row(i).get(0)).isEqualTo(i);
        }
    }

    @Test
    void runsEachContentOnce() {
        extract(numbers(0, 40));
        ExtractedFeatures again = extract(numbers(20, 60));

        assertThat(backbone.images).isEqualTo(60);
        assertThat(again.computed()).isEqualTo(20);
        assertThat(again.reused()).isEqualTo(20);
    }

    @Test
    void runsDuplicatesOnceAndGivesThemARowEach() {
        ExtractedFeatures features = extract(List.of(Fakes.sample("7", "a"), Fakes.sample("7", "b")));

        assertThat(backbone.images).isEqualTo(1);
        assertThat(features.features().rows()).isEqualTo(2);
    }

    @Test
    void writesAsItGoesSoThatAKilledRunLosesLittle() {
        extract(numbers(0, 300));

        assertThat(store.writes).containsExactly(128, 128, 44);
    }

    @Test
    void saysBeforehandThatFeaturesDoNotFitIntoMemory() {
        Fakes.CountingBackbone wide = new Fakes.CountingBackbone() {
            @Override
            public BackboneSpec spec() {
                BackboneSpec spec = super.spec();
                return new BackboneSpec(
                        spec.name(),
                        spec.weights(),
                        spec.preprocessing(),
                        Boundary.at("top", Pooling.FLATTEN, 1 << 17),
                        spec.groups(),
                        spec.parameters(),
                        spec.fineTuningRate(),
                        spec.runtime());
            }
        };

        assertThatThrownBy(() -> extractor.extract(wide, numbers(0, 4096), false, Progress.NONE))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("at 131,072 an image for at most 4,095 images, found 4,096 images");
        assertThat(wide.images).isZero();
    }

    @Test
    void leavesOutWhatCannotBeDecodedAndSaysWhy() {
        List<Sample> samples = List.of(Fakes.sample("1", "a"), Fakes.sample("broken", "a"), Fakes.sample("3", "a"));

        ExtractedFeatures features = extract(samples);

        assertThat(features.samples()).containsExactly(samples.get(0), samples.get(2));
        assertThat(features.features().row(1).get(0)).isEqualTo(3);
        assertThat(features.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.location()).hasToString("broken");
            assertThat(skipped.reason()).contains("must be a number");
        });
        assertThat(features.computed()).isEqualTo(2);
        assertThat(store.contains(samples.get(1).digest())).isFalse();
    }

    @Test
    void keepsNothingOfAnImageThatWasChangedMeanwhile() {
        Sample listed = Fakes.sample("1", "a");
        Sample changed = new Sample(listed.location(), "a", Digest.of("2"), listed.subset());

        ExtractedFeatures features = extract(List.of(changed));

        assertThat(features.samples()).isEmpty();
        assertThat(features.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("changed after"));
        assertThat(store.contains(changed.digest())).isFalse();
    }

    @Test
    void endsAtWhatCannotBeDecodedWhenStrict() {
        List<Sample> samples = List.of(Fakes.sample("1", "a"), Fakes.sample("broken", "a"));

        assertThatThrownBy(() -> extractor.extract(backbone, samples, true, Progress.NONE))
                .isInstanceOf(StrictException.class)
                .hasMessageContaining("image broken");
    }

    @Test
    void reportsItsProgress() {
        List<Long> done = new ArrayList<>();

        extractor.extract(backbone, numbers(0, 40), false, (stage, now, total) -> done.add(now));

        assertThat(done).containsExactly(0L, 16L, 32L, 40L);
    }

    @Test
    void interruptEndsItWithTheBatchUnderWay() {
        try {
            assertThatThrownBy(() -> extractor.extract(backbone, numbers(0, 400), false, (stage, done, total) -> {
                        if (done == 160) {
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .isInstanceOf(InterruptedWorkException.class)
                    .hasMessage("extracting features must not be interrupted, found an interruption after 160 of 400");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(backbone.images).isEqualTo(160);
        assertThat(store.writes).containsExactly(128);
    }

    @Test
    void copesWithNoSamples() {
        assertThat(extract(List.of()).features().rows()).isZero();
    }

    private ExtractedFeatures extract(List<Sample> samples) {
        return extractor.extract(backbone, samples, false, Progress.NONE);
    }

    private static List<Sample> numbers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Fakes.sample(Integer.toString(i), "a"))
                .toList();
    }
}
