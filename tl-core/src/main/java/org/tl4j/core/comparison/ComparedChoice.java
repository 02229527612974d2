package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

/**
 * What is chosen between: a network and a way to train it.
 *
 * @param backbone the name of the network
 * @param strategy how it is trained
 */
public record ComparedChoice(String backbone, ComparedStrategy strategy) {
    public ComparedChoice {
        requireNonNull(backbone, "backbone is null");
        requireNonNull(strategy, "strategy is null");
    }
}
