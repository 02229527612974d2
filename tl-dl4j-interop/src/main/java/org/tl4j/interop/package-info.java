/**
 * Doors for applications that use Deeplearning4j and DataVec already. In come zoo models and graphs, as backbones
 * ({@link org.tl4j.interop.Deeplearning4jBackbone}), input splits and records, as data sets
 * ({@link org.tl4j.interop.DataVecImages}), and graphs that were trained further, as bundles
 * ({@link org.tl4j.interop.BundleGraphs}); out go features and predictions as records
 * ({@link org.tl4j.interop.FeatureRecords}, {@link org.tl4j.interop.PredictionRecords}). Stands beside the applications, above
 * the learner; nothing of ours imports it.
 */
package org.tl4j.interop;
