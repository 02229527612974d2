/**
 * Gradient descent, epoch after epoch: {@link org.tl4j.strategies.training.Examples} and a core {@code TrainableNetwork} come
 * in, the network leaves at its best epoch. Which steps are taken at which rates on what, when it is enough and what is kept
 * for a crash are decided here; the network computes.
 */
package org.tl4j.strategies.training;
