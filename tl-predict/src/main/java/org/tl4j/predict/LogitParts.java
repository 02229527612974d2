package org.tl4j.predict;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;

/**
 * Takes the logits of a linear layer on pooled maps apart into what each position adds. Exact: the parts of a label sum to its
 * logit. The bias, which belongs to no position, is spread evenly: without it a map may have hardly a value above 0, or hardly
 * one below. Immutable.
 */
final class LogitParts {
    private final List<UnpooledOutput> outputs;
    private final Pooling pooling;
    private final LinearHead head;

    /**
     * @param outputs at the boundary, for which {@link #obstacle} finds nothing
     * @param pooling of the boundary
     * @param head on these features
     */
    LogitParts(List<UnpooledOutput> outputs, Pooling pooling, LinearHead head) {
        this.outputs = List.copyOf(outputs);
        this.pooling = pooling;
        this.head = head;
    }

    /** Why a logit is not a sum over positions; empty where it is. */
    static Optional<String> obstacle(List<UnpooledOutput> outputs, Pooling otherwise) {
        for (UnpooledOutput output : outputs) {
            FeatureShape shape = output.shape();
            Pooling pooling = output.pooled().orElse(otherwise);
            if (!pooling.goesWith(shape)) {
                return Optional.of("its features are not what its description says");
            }
            if (shape instanceof FeatureVector) {
                return Optional.of(
                        "its output layer does not take a pooled map, but features that layers before it have mixed from all positions");
            }
            if (shape instanceof TokenSequence tokens) {
                if (pooling == Pooling.CLS || pooling == Pooling.CLS_MEAN) {
                    return Optional.of("its features are those of the class token, which belongs to no position");
                }
                if (tokens.hasClassToken() ? pooling == Pooling.FLATTEN : !tokens.isAllPatches()) {
                    return Optional.of("its tokens are not known to be patches of the image");
                }
            }
        }
        return Optional.empty();
    }

    /** How many features the head takes from these outputs. */
    static long width(List<UnpooledOutput> outputs, Pooling pooling) {
        return outputs.stream()
                .mapToLong(output -> output.pooled().orElse(pooling).width(output.shape()))
                .sum();
    }

    /**
     * What each position adds to the logit of a label: for classes, less the mean over all classes.
     *
     * @param values at the boundary, flattened, one vertex after another
     */
    PositionGrid of(float[] values, int label) {
        List<PositionGrid> grids = new ArrayList<>();
        int from = 0;
        int feature = 0;
        for (UnpooledOutput output : outputs) {
            FeatureShape shape = output.shape();
            Pooling how = output.pooled().orElse(pooling);
            double[] weights = weights(feature, Math.toIntExact(how.width(shape)), label);
            grids.add(
                    shape instanceof FeatureMap map
                            ? map(map, how, values, from, weights)
                            : tokens((TokenSequence) shape, how, values, from, weights));
            from += Math.toIntExact(shape.values());
            feature += weights.length;
        }
        return sum(grids, bias(label));
    }

    /** The probabilities of the labels, from the sums over all positions. */
    float[] probabilities(float[] values) {
        float[] logits = new float[head.classes()];
        for (int label = 0; label < logits.length; label++) {
            logits[label] = (float) Arrays.stream(of(values, label).values()).sum();
        }
        return probabilities(FloatBuffer.wrap(logits), head.mode());
    }

    /** The probabilities that follow from logits. */
    static float[] probabilities(FloatBuffer logits, LabelMode mode) {
        int labels = logits.limit();
        // an output layer that hands its inputs on
        float[] same = new float[labels * labels];
        for (int label = 0; label < labels; label++) {
            same[label * labels + label] = 1;
        }
        return new LinearHead(labels, labels, same, new float[labels], mode).probabilities(logits);
    }

    /** The bias of a label, less the same mean. */
    private double bias(int label) {
        double mean = 0;
        for (int c = 0; head.mode() == LabelMode.SINGLE_LABEL && c < head.classes(); c++) {
            mean += (double) head.biases()[c] / head.classes();
        }
        return head.biases()[label] - mean;
    }

    private static PositionGrid sum(List<PositionGrid> grids, double bias) {
        int height = grids.stream().mapToInt(PositionGrid::height).max().orElseThrow();
        int width = grids.stream().mapToInt(PositionGrid::width).max().orElseThrow();
        double[] sum = new double[height * width];
        Arrays.fill(sum, bias / sum.length);
        for (PositionGrid grid : grids) {
            double[] values = grid.resized(height, width).values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        return new PositionGrid(height, width, sum);
    }

    private double[] weights(int first, int count, int label) {
        double[] weights = new double[count];
        for (int i = 0; i < weights.length; i++) {
            int row = (first + i) * head.classes();
            double mean = 0;
            for (int c = 0; head.mode() == LabelMode.SINGLE_LABEL && c < head.classes(); c++) {
                mean += (double) head.weights()[row + c] / head.classes();
            }
            weights[i] = head.weights()[row + label] - mean;
        }
        return weights;
    }

    private static PositionGrid map(FeatureMap map, Pooling pooling, float[] values, int from, double[] weights) {
        int height = Math.toIntExact(map.height());
        int width = Math.toIntExact(map.width());
        int positions = height * width;
        int channels = Math.toIntExact(map.channels());
        double[] grid = new double[positions];
        for (int channel = 0; channel < channels; channel++) {
            int start = from + channel * positions;
            switch (pooling) {
                case AVERAGE -> average(values, start, weights[channel], grid);
                case MAX -> greatest(values, start, weights[channel], grid);
                case BOTH -> {
                    average(values, start, weights[channel], grid);
                    greatest(values, start, weights[channels + channel], grid);
                }
                case FLATTEN -> {
                    for (int p = 0; p < positions; p++) {
                        grid[p] += weights[channel * positions + p] * values[start + p];
                    }
                }
                case CLS, MEAN, CLS_MEAN -> throw new IllegalStateException("a map has no tokens");
            }
        }
        return new PositionGrid(height, width, grid);
    }

    private static void average(float[] values, int start, double weight, double[] grid) {
        for (int p = 0; p < grid.length; p++) {
            grid[p] += weight * values[start + p] / grid.length;
        }
    }

    /** All of it at the first of the largest values. */
    private static void greatest(float[] values, int start, double weight, double[] grid) {
        int best = 0;
        for (int p = 1; p < grid.length; p++) {
            best = values[start + p] > values[start + best] ? p : best;
        }
        grid[best] += weight * values[start + best];
    }

    private static PositionGrid tokens(
            TokenSequence tokens, Pooling pooling, float[] values, int from, double[] weights) {
        int first = tokens.hasClassToken() ? 1 : 0;
        int patches = Math.toIntExact(tokens.tokens()) - first;
        int side = (int) Math.round(Math.sqrt(patches));
        int width = Math.toIntExact(tokens.width());
        double[] grid = new double[patches];
        for (int patch = 0; patch < patches; patch++) {
            for (int i = 0; i < width; i++) {
                double value = values[from + (first + patch) * width + i];
                grid[patch] +=
                        pooling == Pooling.FLATTEN ? weights[patch * width + i] * value : weights[i] * value / patches;
            }
        }
        return new PositionGrid(side, side, grid);
    }
}
