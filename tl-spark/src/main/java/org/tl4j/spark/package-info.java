/**
 * Many images on Apache Spark: rows with images and a bundle come in, the same rows with predictions or features go out, and features
 * with labels become a head. {@link org.tl4j.spark.TlClassifier}, {@link org.tl4j.spark.TlFeaturizer} and {@link
 * org.tl4j.spark.TlHead} are stages of MLlib; {@code tl-predict} is what they call on the executors.
 */
package org.tl4j.spark;
