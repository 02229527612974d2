/**
 * Networks under training: a graph of {@code backbone} comes in with the layer groups to train, core's
 * {@code TrainableNetwork} goes out, and what it has become goes to {@code network}. Schedules and epochs are the business of
 * strategies.
 */
package org.tl4j.dl4j.training;
