package org.tl4j.core.calibration;

/**
 * Which labels belong to the set of an image, so that the sets contain the right label at least as often as was asked
 * (Angelopoulos and Bates 2021, "A Gentle Introduction to Conformal Prediction", regularised adaptive sets).
 *
 * @param coverage the share of images whose set shall contain the right label, in (0, 1)
 * @param quantile the score up to which labels belong to the set
 * @param penalty added to the score for each rank behind {@code freeRanks}, at least 0
 * @param freeRanks the ranks without a penalty
 * @param images how many held-out images it was fitted to
 */
public record ConformalRule(double coverage, double quantile, double penalty, int freeRanks, int images) {}
