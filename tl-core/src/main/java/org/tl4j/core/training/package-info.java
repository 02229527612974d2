/**
 * How a network is adapted to new classes: what comes in is a backbone and a split, what goes out is a
 * {@link org.tl4j.core.training.TransferResult}. A strategy sees training and validation images, never test images.
 */
package org.tl4j.core.training;
