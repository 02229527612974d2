package org.tl4j.core.training;

import org.tl4j.core.network.LinearHead;

/**
 * A fitted head.
 *
 * @param head the new layer
 * @param l2Strength the strength that was chosen, in the unit of {@link HeadSettings#l2Strengths()}
 * @param score how well it does on validation data
 * @param iterations iterations of the last fit
 * @param converged whether that fit reached the tolerance; false where the limit on iterations ended it
 */
public record HeadFit(LinearHead head, double l2Strength, Score score, int iterations, boolean converged) {}
