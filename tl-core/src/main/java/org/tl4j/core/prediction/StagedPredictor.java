package org.tl4j.core.prediction;

/** A predictor whose stages can be called one by one. Thread-safe. */
public interface StagedPredictor extends Predictor, ImageStages<Prediction> {}
