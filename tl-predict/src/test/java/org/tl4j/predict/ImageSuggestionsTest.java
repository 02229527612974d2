package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;

class ImageSuggestionsTest {
    private static final Path BUNDLE = Path.of("first");

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
    void countBelowOneIsAnError() {
        assertThatThrownBy(() -> suggestions.suggest(BUNDLE, List.of(), 0, Set.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("count must be at least 1, found 0");
    }
}
