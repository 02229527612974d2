/** Prediction with a bundle: images in, labels with probabilities out. The last package; imports those before it. */
package org.tl4j.core.prediction;
