package org.tl4j.core.backbone;

import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.error.RequiredParts;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.WeightsSource;

/**
 * Makes a {@link BackboneEntry}, whose components have the names of the methods here. Engine, architecture, weights,
 * preprocessing and default boundary are required; each other method states what holds without it. For one thread.
 */
public final class BackboneEntryBuilder {
    private static final double USUAL_FINE_TUNING_RATE = 1e-3;

    private final String name;
    private String engine;
    private String architecture;
    private String description = "";
    private String trainedOn = "";
    private String licence = "NOASSERTION";
    private String source = "";
    private WeightsSource weights;
    private Preprocessing preprocessing;
    private String defaultBoundary;
    private Optional<Pooling> defaultPooling = Optional.empty();
    private double fineTuningRate = USUAL_FINE_TUNING_RATE;
    private Optional<ReferenceOutput> referenceOutput = Optional.empty();
    private OptionalInt classes = OptionalInt.empty();

    BackboneEntryBuilder(String name) {
        this.name = name;
    }

    /** Required: the name of the engine that opens it. */
    public BackboneEntryBuilder engine(String value) {
        engine = value;
        return this;
    }

    /** Required: the network, in the engine's words. */
    public BackboneEntryBuilder architecture(String value) {
        architecture = value;
        return this;
    }

    /** One sentence; empty by default. */
    public BackboneEntryBuilder description(String value) {
        description = value;
        return this;
    }

    /** The images that it learned from; empty by default. */
    public BackboneEntryBuilder trainedOn(String value) {
        trainedOn = value;
        return this;
    }

    /** The licence of the weights; {@code NOASSERTION} by default, which is SPDX for "not stated". */
    public BackboneEntryBuilder licence(String value) {
        licence = value;
        return this;
    }

    /** Who made the weights, for people; empty by default. */
    public BackboneEntryBuilder source(String value) {
        source = value;
        return this;
    }

    /** Required: where the weights come from. */
    public BackboneEntryBuilder weights(WeightsSource value) {
        weights = value;
        return this;
    }

    /** Required: how images become its input. */
    public BackboneEntryBuilder preprocessing(Preprocessing value) {
        preprocessing = value;
        return this;
    }

    /** Required: the vertex whose output becomes features by default. */
    public BackboneEntryBuilder defaultBoundary(String value) {
        defaultBoundary = value;
        return this;
    }

    /** How the default boundary is pooled by default; empty by default, which means the default of its shape. */
    public BackboneEntryBuilder defaultPooling(Optional<Pooling> value) {
        defaultPooling = value;
        return this;
    }

    /** The peak learning rate of the new head in fine-tuning, above 0; 0.001 by default. */
    public BackboneEntryBuilder fineTuningRate(double value) {
        fineTuningRate = value;
        return this;
    }

    /** What it must compute for a fixed input; empty by default, which checks nothing. */
    public BackboneEntryBuilder referenceOutput(Optional<ReferenceOutput> value) {
        referenceOutput = value;
        return this;
    }

    /** How many classes its own classifier has, at least 1; empty by default, which is unknown. */
    public BackboneEntryBuilder classes(OptionalInt value) {
        classes = value;
        return this;
    }

    /**
     * The entry; the builder can be used further.
     *
     * @throws IllegalArgumentException if a required part is missing, which it names, or the entry refuses a value
     */
    public BackboneEntry build() {
        RequiredParts.of("entry of the backbone " + name)
                .part("engine", engine)
                .part("architecture", architecture)
                .part("weights", weights)
                .part("preprocessing", preprocessing)
                .part("defaultBoundary", defaultBoundary)
                .check();
        return new BackboneEntry(
                name,
                engine,
                architecture,
                description,
                trainedOn,
                licence,
                source,
                weights,
                preprocessing,
                defaultBoundary,
                defaultPooling,
                fineTuningRate,
                referenceOutput,
                classes);
    }
}
