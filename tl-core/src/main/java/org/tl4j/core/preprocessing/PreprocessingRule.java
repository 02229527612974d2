package org.tl4j.core.preprocessing;

import java.util.Optional;

/** The preprocessing for a network of which only the input size and channels are known. */
@FunctionalInterface
public interface PreprocessingRule {
    /**
     * The preprocessing for one input.
     *
     * @param input the input size of the network
     * @param channels how many colour planes these have, 1 or 3
     * @throws org.tl4j.core.error.UsageException if the rule is for other networks
     */
    Preprocessing at(ImageSize input, int channels);

    /** The input size that this rule makes, where it is for one size alone. A network that takes any size takes that one. */
    default Optional<ImageSize> inputSize() {
        return Optional.empty();
    }
}
