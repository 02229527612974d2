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

    /**
     * Whether the first is likely to be a class token: images are cut into as many patches in height as in width, and there is
     * one token more.
     */
    public boolean hasClassToken() {
        return tokens > 1 && isSquare(tokens - 1);
    }

    /** Whether it is likely that each is a patch: there are as many as a square has. */
    public boolean isAllPatches() {
        return tokens > 2 && isSquare(tokens);
    }

    private static boolean isSquare(long number) {
        long root = Math.round(Math.sqrt((double) number));
        return root * root == number;
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
