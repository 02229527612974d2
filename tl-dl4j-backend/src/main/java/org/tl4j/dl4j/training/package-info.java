/**
 * Networks under training: a graph of {@code backbone} comes in with the layer groups to train, core's
 * {@code TrainableNetwork} goes out, and the trained network goes to {@code graph}. Schedules and epochs belong to
 * the strategies.
 */
package org.tl4j.dl4j.training;
