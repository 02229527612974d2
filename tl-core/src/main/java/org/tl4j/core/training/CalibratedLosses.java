package org.tl4j.core.training;

/**
 * The mean log losses of two networks on the same validation images, each at the temperature that suits it best.
 *
 * @param frozen the loss of the frozen network
 * @param candidate the loss of the fine-tuned network
 * @param clear whether the second is lower by more than one standard error
 */
public record CalibratedLosses(double frozen, double candidate, boolean clear) {}
