/**
 * Deeplearning4j behind core's interfaces. In the order in which data flows: {@code runtime} starts ND4J,
 * {@code architecture} draws graphs, {@code parameters} fills them, {@code backbone} gives features and puts heads on,
 * {@code head} and {@code training} fit, {@code network} predicts and is kept in bundles.
 *
 * <p>Other modules use {@link org.tl4j.dl4j.Dl4jModule} or {@link org.tl4j.dl4j.Dl4jBackend}, and {@code runtime}.
 */
package org.tl4j.dl4j;
