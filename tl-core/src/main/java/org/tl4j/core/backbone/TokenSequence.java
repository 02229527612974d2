package org.tl4j.core.backbone;

import java.util.List;

/**
 * A sequence [tokens, width], as transformers give it. Where a network has a class token, that is the first.
 *
 * @param tokens at least 1
 * @param width values per token, at least 1
 */
public record TokenSequence(long tokens, long width) implements FeatureShape {
    public TokenSequence {
        if (tokens < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a token sequence must be at least [1, 1], found [%d, %d]".formatted(tokens, width));
        }
    }

    @Override
    public List<Long> dimensions() {
        return List.of(tokens, width);
    }

    @Override
    public String words() {
        return "%d tokens of %d values".formatted(tokens, width);
    }
}
