package org.tl4j.application.settings;

import org.tl4j.core.training.GradientSettings;

/** The settings of pretraining. */
public final class Gradients {
    /** The file of the defaults. */
    public static final String PRETRAIN_FILE = "pretrain.yaml";

    /** The keys of {@value #PRETRAIN_FILE}. */
    public static final Schema<GradientSettings> SCHEMA = new Schema<>(Keys.GRADIENT, Keys::gradient);

    private Gradients() {}
}
