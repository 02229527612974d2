/**
 * Bundles to predictions and embeddings. A bundle comes in, as a file or as bytes, and a
 * {@link org.tl4j.core.prediction.Predictor}, an {@link org.tl4j.core.prediction.ImageEmbedder} or an
 * {@link org.tl4j.core.prediction.ImageExplainer} goes out. What computes is
 * an {@link org.tl4j.core.engine.Engine} that is found at run time; nothing here trains or imports networks.
 *
 * <p>Begin with {@link org.tl4j.predict.BundlePredictors}, or {@link org.tl4j.predict.PredictModule} with Guice.
 */
package org.tl4j.predict;
