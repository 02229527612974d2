package org.tl4j.onnx.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.EnumNames;

/**
 * What a session needs to know of its model, without the parameters.
 *
 * @param input the shape of its input [n, channels, height, width]; -1 where any number is allowed
 * @param outputs its outputs: the name, and how many values of one image it states; 0 where it states none
 * @param values how many floats its initialisers have
 * @param metadata of the model
 */
public record ModelFacts(List<Long> input, Map<String, Long> outputs, long values, Map<String, String> metadata) {
    private static final String COUNT = "[0-9]{1,18}";

    public ModelFacts {
        input = List.copyOf(input);
        outputs = Map.copyOf(outputs);
        metadata = Map.copyOf(metadata);
    }

    /** The size that the metadata states; all values, none trainable, where it states none. */
    public ParameterCounts parameters() {
        String total = metadata.getOrDefault(OnnxMetadata.PARAMETERS, "");
        String trainable = metadata.getOrDefault(OnnxMetadata.TRAINABLE, "");
        if (total.matches(COUNT) && trainable.matches(COUNT) && Long.parseLong(trainable) <= Long.parseLong(total)) {
            return new ParameterCounts(Long.parseLong(total), Long.parseLong(trainable));
        }
        return new ParameterCounts(values, 0);
    }

    /** The layers that training could not change, as the metadata states; empty where it states none. */
    public List<String> frozenLayers() {
        return Arrays.stream(metadata.getOrDefault(OnnxMetadata.FROZEN, "").split("\n"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Whether its probabilities are of classes, or of each label; of classes where the metadata does not state it. */
    public LabelMode labelMode() {
        return EnumNames.find(LabelMode.class, metadata.getOrDefault(OnnxMetadata.LABEL_MODE, ""))
                .orElse(LabelMode.SINGLE_LABEL);
    }

    /** Whether the metadata states that the features are those of these layers, pooled so. */
    public boolean givesFeaturesOf(List<String> boundaries, Pooling pooling) {
        return String.join("\n", boundaries).equals(metadata.get(OnnxMetadata.BOUNDARIES))
                && pooling.word().equals(metadata.get(OnnxMetadata.POOLING));
    }

    /**
     * Checks that the model takes images.
     *
     * @param preprocessing how they are preprocessed
     * @param failure makes the error
     * @throws org.tl4j.core.error.Tl4jException that {@code failure} makes, if it takes others
     */
    void requireImages(Preprocessing preprocessing, Failure failure) {
        requireImages(
                List.of(
                        (long) preprocessing.channels().channels(),
                        (long) preprocessing.crop().height(),
                        (long) preprocessing.crop().width()),
                failure);
    }

    /** The same for images of a shape [channels, height, width]. */
    void requireImages(List<Long> shape, Failure failure) {
        for (int i = 0; i < shape.size(); i++) {
            long wanted = input.get(i + 1);
            if (wanted > 0 && wanted != shape.get(i)) {
                throw failure.of(
                        "must take images of the shape " + shape,
                        input.subList(1, input.size()).toString());
            }
        }
    }

    /**
     * How many probabilities the model states.
     *
     * @throws org.tl4j.core.error.BundleException if it has no output of them, [n, classes]
     */
    public int classes() {
        long classes = outputs.getOrDefault(OnnxNetwork.PROBABILITIES, 0L);
        if (classes < 1 || classes > Integer.MAX_VALUE) {
            throw Failure.BUNDLE.of(
                    "must have the output " + OnnxNetwork.PROBABILITIES + ", floats of shape [n, classes]",
                    String.join(", ", outputs.keySet()));
        }
        return (int) classes;
    }

    /** How many images the model takes at once; 0 where any number is allowed. */
    int fixedImages() {
        return Math.toIntExact(Math.max(0, input.get(0)));
    }
}
