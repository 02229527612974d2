/**
 * Trains whole networks by gradient descent, from fresh weights: pretraining, and the comparison that shows what
 * pretraining is worth. Images come from core's {@code TrainingImages}; networks go to {@code network}.
 */
package org.tl4j.dl4j.training;
