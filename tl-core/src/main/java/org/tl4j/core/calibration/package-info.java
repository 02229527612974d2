/**
 * What validation images say about how to read the outputs of a trained network: a temperature, thresholds, sets of labels
 * with a guaranteed coverage, and the familiarity of an image. Data and formulas; fitted while a model is trained, kept in its
 * bundle, used by predictors. Imports {@code dataset}, {@code evaluation} and those before.
 */
package org.tl4j.core.calibration;
