package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;

class ImageSuggestionsTest {
    private static final Path BUNDLE = Path.of("first");
    private static final String GONE = "4 4 255 0 0";

    private final FakeImages images = new FakeImages();
    private final ImageSuggestions suggestions = new ImageSuggestions(
            new BundlePredictors(new Engines(List.of(new FakeEngine("first"))), new MemoryBundles(), images, images));

    @Test
    void imagesUnlikeOneAnotherAreSuggestedAmongEquallyUncertainOnes() {
        SuggestionResult result = suggestions.suggest(
                BUNDLE,
                List.of(Path.of("4 4 255 0 0"), Path.of("missing"), Path.of("4 4 250 0 0"), Path.of("4 4 0 255 0")),
                2,
                Set.of());

        assertThat(result.images())
                .extracting(SuggestedImage::image)
                .containsExactly(Path.of("4 4 255 0 0"), Path.of("4 4 0 255 0"));
        assertThat(result.failures()).hasSize(1);
        assertThat(result.considered()).isEqualTo(4);
    }

    @Test
    void imagesWhoseDigestIsKnownAreLeftOut(@TempDir Path folder) throws IOException {
        // the fake images are named by their content, the digest is that of the file
        Path known = Files.writeString(folder.resolve("4 4 255 0 0"), "labelled");
        Path copy = Files.writeString(folder.resolve("4 4 0 255 0"), "labelled");
        Path other = Path.of("4 4 0 0 255");

        SuggestionResult result =
                suggestions.suggest(BUNDLE, List.of(known, copy, other), 3, Set.of(Digest.of("labelled")));

        assertThat(result.images()).extracting(SuggestedImage::image).containsExactly(other);
        assertThat(result.known()).isEqualTo(2);
        assertThat(result.considered()).isEqualTo(1);
    }

    @Test
    void anImageThatIsGoneBeforeItsFeaturesAreComputedIsAFailure() {
        Set<String> read = ConcurrentHashMap.newKeySet();
        FakeImages vanishing = new FakeImages() {
            @Override
            public FakeImages within(ReadingSettings limits) {
                return this;
            }

            @Override
            public byte[] read(ImageLocation location) {
                String text = location.container().toString();
                boolean first = read.add(text);
                return super.read(first || !text.equals(GONE) ? location : ImageLocation.file(Path.of("missing")));
            }
        };

        SuggestionResult result = new ImageSuggestions(new BundlePredictors(
                        new Engines(List.of(new FakeEngine("first"))), new MemoryBundles(), vanishing, vanishing))
                .suggest(BUNDLE, List.of(Path.of(GONE), Path.of("4 4 0 255 0")), 2, Set.of());

        assertThat(result.images()).extracting(SuggestedImage::image).containsExactly(Path.of("4 4 0 255 0"));
        assertThat(result.failures()).hasSize(1);
    }

    @Test
    void countBelowOneIsAnError() {
        assertThatThrownBy(() -> suggestions.suggest(BUNDLE, List.of(), 0, Set.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("count must be at least 1, found 0");
    }
}
