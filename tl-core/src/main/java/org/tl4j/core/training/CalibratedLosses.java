package org.tl4j.core.training;

/**
 * The mean log losses of two networks on the same validation images, each at the temperature that suits it best.
 *
 * @param frozen that of the frozen network
 * @param candidate that of the fine-tuned one
 * @param clear whether the second is lower by more than one standard error
 */
public record CalibratedLosses(double frozen, double candidate, boolean clear) {}
