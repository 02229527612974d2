/**
 * Training steps by oneDNN itself: {@code training} describes a training graph as {@link
 * org.tl4j.dl4j.training.onednn.Operation}s with views of its parameters, and a {@link
 * org.tl4j.dl4j.training.onednn.StepExecutor} computes loss and gradients into the same views. It knows neither
 * Deeplearning4j nor ND4J.
 */
package org.tl4j.dl4j.training.onednn;
