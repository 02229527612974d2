package org.tl4j.core.preprocessing;

/** How images are fed to a network of which no more is known than what it takes in. */
@FunctionalInterface
public interface PreprocessingRule {
    /**
     * The preprocessing for one input.
     *
     * @param input the size of the images that the network takes
     * @param channels how many colour planes these have, 1 or 3
     * @throws org.tl4j.core.error.UsageException if the rule is for other networks
     */
    Preprocessing at(ImageSize input, int channels);
}
