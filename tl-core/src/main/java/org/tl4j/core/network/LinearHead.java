package org.tl4j.core.network;

/**
 * A fully connected softmax layer: {@code logits[c] = biases[c] + sum over f of weights[f * classes + c] * feature[f]}.
 * The arrays are not copied; whoever makes a head gives them away.
 *
 * @param inputs the width of the features
 * @param classes how many outputs
 * @param weights row-major of shape [inputs, classes]
 * @param biases one an output
 */
@SuppressWarnings("ArrayRecordComponent") // millions of numbers; identity is never asked for
public record LinearHead(int inputs, int classes, float[] weights, float[] biases) {
    public LinearHead {
        if (weights.length != Math.multiplyExact(inputs, classes) || biases.length != classes) {
            throw new IllegalArgumentException(
                    "a head from %d inputs to %d classes must have as many numbers, found %d and %d"
                            .formatted(inputs, classes, weights.length, biases.length));
        }
    }

    /** How many numbers training may change. */
    public long parameters() {
        return (long) weights.length + biases.length;
    }
}
