/**
 * What to train when: policy, no tensors. A {@link org.tl4j.core.training.TransferTask} comes in, a
 * {@link org.tl4j.core.training.TransferResult} goes out. {@code extraction} runs images through a frozen backbone, and
 * each strategy decides what to do with the features.
 *
 * <p>Other modules use {@link org.tl4j.strategies.StrategiesModule} or {@link org.tl4j.strategies.Strategies}.
 */
package org.tl4j.strategies;
