package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.network.EngineName;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.WeightsSource;

/**
 * What the catalogue knows of a backbone before its weights are read.
 *
 * @param name what a user calls it
 * @param engine the name of the engine that opens it, {@value #DEEPLEARNING4J}, as {@link EngineName} allows
 * @param architecture the network, in the engine's words: {@code resnet20}
 * @param description one sentence
 * @param trainedOn the images it learned from
 * @param licence of the weights, an SPDX identifier
 * @param source who made the weights, for people
 * @param weights where their file comes from
 * @param preprocessing how images become its input
 * @param defaultBoundary the vertex whose output becomes features by default
 * @param defaultPooling how the output of the default boundary is pooled by default; empty for the default of its shape
 * @param fineTuningRate the peak learning rate of the new head that suits fine-tuning of this network, above 0; small
 *     networks take a larger one
 * @param referenceOutput what it must compute for a fixed input
 * @param classes how many classes its own classifier has, at least 1; empty if unknown
 */
public record BackboneEntry(
        String name,
        String engine,
        String architecture,
        String description,
        String trainedOn,
        String licence,
        String source,
        WeightsSource weights,
        Preprocessing preprocessing,
        String defaultBoundary,
        Optional<Pooling> defaultPooling,
        double fineTuningRate,
        Optional<ReferenceOutput> referenceOutput,
        OptionalInt classes) {
    /** The engine of entries that name none: catalogue files were written before there was another. */
    public static final String DEEPLEARNING4J = "deeplearning4j";

    public BackboneEntry {
        requireNonNull(name, "name is null");
        EngineName.required(engine);
        requireNonNull(weights, "weights is null");
        requireNonNull(preprocessing, "preprocessing is null");
        requireNonNull(defaultBoundary, "defaultBoundary is null");
        requireNonNull(defaultPooling, "defaultPooling is null");
        requireNonNull(referenceOutput, "referenceOutput is null");
        if (classes.isPresent() && classes.getAsInt() < 1) {
            throw new IllegalArgumentException("there must be at least one class, found " + classes.getAsInt());
        }
    }

    /** An entry whose default boundary is pooled as its shape suggests. */
    public BackboneEntry(
            String name,
            String engine,
            String architecture,
            String description,
            String trainedOn,
            String licence,
            String source,
            WeightsSource weights,
            Preprocessing preprocessing,
            String defaultBoundary,
            double fineTuningRate,
            Optional<ReferenceOutput> referenceOutput,
            OptionalInt classes) {
        this(
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
                Optional.empty(),
                fineTuningRate,
                referenceOutput,
                classes);
    }

    /**
     * A builder of an entry.
     *
     * @param name what a user calls the backbone
     */
    public static BackboneEntryBuilder named(String name) {
        return new BackboneEntryBuilder(requireNonNull(name, "name is null"));
    }

    /** A builder with the values of this entry. */
    public BackboneEntryBuilder toBuilder() {
        return named(name)
                .engine(engine)
                .architecture(architecture)
                .description(description)
                .trainedOn(trainedOn)
                .licence(licence)
                .source(source)
                .weights(weights)
                .preprocessing(preprocessing)
                .defaultBoundary(defaultBoundary)
                .defaultPooling(defaultPooling)
                .fineTuningRate(fineTuningRate)
                .referenceOutput(referenceOutput)
                .classes(classes);
    }

    /**
     * The same network with images of another size, for which no reference output is known.
     *
     * @param shorterSide of the input in pixels, at least 1
     */
    public BackboneEntry withInputSize(int shorterSide) {
        return toBuilder()
                .preprocessing(preprocessing.withInputSize(shorterSide))
                .referenceOutput(Optional.empty())
                .build();
    }
}
