package org.tl4j.cli.settings;

import java.util.List;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.GradientSettings;

/** The settings of training from fresh weights. */
public final class Gradients {
    /** The file of the defaults for pretraining. */
    public static final String PRETRAIN_FILE = "pretrain.yaml";

    /** The file of the defaults for training on few images. */
    public static final String FROM_SCRATCH_FILE = "from-scratch.yaml";

    /** The keys of both files. */
    public static final Schema<GradientSettings> SCHEMA = new Schema<>(
            List.of(
                    new Key("epochs", Kind.INTEGER),
                    new Key("batch-size", Kind.INTEGER),
                    new Key("learning-rate", Kind.NUMBER),
                    new Key("warm-up", Kind.NUMBER),
                    new Key("momentum", Kind.NUMBER),
                    new Key("weight-decay", Kind.NUMBER),
                    new Key("horizontal-flip", Kind.FLAG),
                    new Key("maximum-shift", Kind.INTEGER)),
            Gradients::of);

    private Gradients() {}

    private static GradientSettings of(Values values) {
        return new GradientSettings(
                values.integer("epochs"),
                values.integer("batch-size"),
                values.number("learning-rate"),
                values.number("warm-up"),
                values.number("momentum"),
                values.number("weight-decay"),
                new Augmentation(values.flag("horizontal-flip"), values.integer("maximum-shift"), 1, 0, 0, 0));
    }
}
