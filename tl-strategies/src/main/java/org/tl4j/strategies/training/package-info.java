/**
 * Gradient descent, epoch after epoch: {@link org.tl4j.strategies.training.Examples} and a core {@code
 * TrainableNetwork} come in; the network goes out as it was after its best epoch. Steps, rates, the order of examples,
 * early stopping and checkpoints are decided here; the network computes.
 */
package org.tl4j.strategies.training;
