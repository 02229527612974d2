package org.tl4j.core.preprocessing;

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
}
