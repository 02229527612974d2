package org.tl4j.core.backbone;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A sequence [tokens, width], as transformers give it. Where a network has a class token, that is the first.
 *
 * @param tokens at least 1
 * @param width values per token, at least 1
 */
public record TokenSequence(long tokens, long width) implements FeatureShape {
    private static final int CLASS_TOKEN_AND_REGISTERS = 5;

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

    /**
     * How many tokens are likely to be before those of patches: none, a class token, or a class token and four registers (Darcet et
     * al., Vision Transformers Need Registers, 2024). Empty where no square of several patches is left.
     */
    public OptionalLong tokensBeforePatches() {
        return LongStream.of(0, 1, CLASS_TOKEN_AND_REGISTERS)
                .filter(before -> tokens - before > 2 && isSquare(tokens - before))
                .findFirst();
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
