/**
 * Fits the new output layer to features: softmax regression by L-BFGS, its L2 strength chosen on validation data. Features
 * come from core's feature store; the head goes back to {@code backbone}.
 */
package org.tl4j.dl4j.head;
