/** Fits what predictors need besides the network: a temperature, thresholds, sets of labels and the familiarity of images. */
package org.tl4j.strategies.calibration;
