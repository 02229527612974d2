package org.tl4j.predict;

import java.nio.FloatBuffer;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.SplitNetwork;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * Attributes logits to positions by gradient times activation, summed over channels: the rate at which a logit changes when all values
 * of a position grow by one and the same share. That is one derivative per position, whatever the number of channels, so that central
 * differences suffice and no engine has to compute gradients. Tokens move away from the mean patch rather than from 0: norms of
 * transformers undo a common factor of a token.
 *
 * <p>A row has the logits of all labels, then for each label a value per block of positions.
 */
final class SplitAttribution implements AttributableNetwork {
    /** 7x7 positions are computed one by one, 14x14 in blocks of 2x2; each costs two passes through the second part. */
    static final int MOST_BLOCKS = 64;

    /** The share by which values change. How it was chosen: docs/adr/0057-heat-maps-by-derivatives.md. */
    static final double STEP = 1.0 / 64;

    /** Values of maps computed together: 4 MB, and a small multiple of that for what the second part makes of them. */
    private static final int BATCH_VALUES = 1 << 20;

    private final SplitNetwork network;
    private final LabelMode mode;
    private final double step;
    private final PositionBlocks blocks;

    /** Closes {@code network} at its end. */
    SplitAttribution(SplitNetwork network, LabelMode mode) {
        this(network, mode, STEP, MOST_BLOCKS);
    }

    SplitAttribution(SplitNetwork network, LabelMode mode, double step, int mostBlocks) {
        this.network = network;
        this.mode = mode;
        this.step = step;
        this.blocks = PositionBlocks.of(network.shape(), mostBlocks);
    }

    @Override
    public HeatMapKind kind() {
        return HeatMapKind.LINEAR_APPROXIMATION;
    }

    @Override
    public float[][] rows(ImageBatch images) {
        FeatureBatch values = network.values(images);
        FeatureBatch logits = network.logits(values);
        float[][] rows = new float[values.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(values.row(i), logits.row(i));
        }
        return rows;
    }

    private float[] row(FloatBuffer values, FloatBuffer logits) {
        int labels = logits.limit();
        int count = blocks.count();
        float[] directions = directions(values);
        float[] row = new float[labels * (1 + count)];
        logits.get(0, row, 0, labels);
        int together = Math.max(1, Math.min(count, BATCH_VALUES / 2 / values.limit()));
        for (int first = 0; first < count; first += together) {
            int blocksNow = Math.min(together, count - first);
            FeatureBatch moved = moved(values, directions, first, blocksNow);
            FeatureBatch results = network.logits(moved);
            for (int i = 0; i < blocksNow; i++) {
                FloatBuffer more = results.row(2 * i);
                FloatBuffer less = results.row(2 * i + 1);
                for (int label = 0; label < labels; label++) {
                    row[labels + label * count + first + i] =
                            (float) (((double) more.get(label) - less.get(label)) / (2 * step));
                }
            }
        }
        return row;
    }

    /** What is added to each value, times the step: of a map the value itself, of tokens the difference from the mean patch. */
    private float[] directions(FloatBuffer values) {
        float[] directions = new float[values.limit()];
        for (int channel = 0; channel < blocks.channels(); channel++) {
            double mean = 0;
            for (int p = 0; !(network.shape() instanceof FeatureMap) && p < blocks.positions(); p++) {
                mean += (double) values.get(blocks.index(channel, p)) / blocks.positions();
            }
            for (int p = 0; p < blocks.positions(); p++) {
                int index = blocks.index(channel, p);
                directions[index] = (float) (values.get(index) - mean);
            }
        }
        return directions;
    }

    /** For each block the values with a little more of it, and with a little less. */
    private FeatureBatch moved(FloatBuffer values, float[] directions, int first, int count) {
        FeatureBatch moved = FeatureBatch.allocate(2 * count, values.limit());
        for (int i = 0; i < 2 * count; i++) {
            moved.row(i).put(0, values, 0, values.limit());
        }
        for (int p = 0; p < blocks.positions(); p++) {
            int block = blocks.block(p) - first;
            if (block >= 0 && block < count) {
                FloatBuffer more = moved.row(2 * block);
                FloatBuffer less = moved.row(2 * block + 1);
                for (int channel = 0; channel < blocks.channels(); channel++) {
                    int index = blocks.index(channel, p);
                    more.put(index, (float) (values.get(index) + step * directions[index]));
                    less.put(index, (float) (values.get(index) - step * directions[index]));
                }
            }
        }
        return moved;
    }

    @Override
    public PositionGrid of(float[] row, int label) {
        int labels = row.length / (1 + blocks.count());
        double rest = relative(row, label, 0, 1, labels);
        double[] shares = new double[blocks.count()];
        for (int block = 0; block < shares.length; block++) {
            double value = relative(row, label, labels + block, shares.length, labels);
            shares[block] = value / blocks.size(block);
            rest -= value;
        }
        double[] grid = new double[blocks.positions()];
        for (int p = 0; p < grid.length; p++) {
            grid[p] = shares[blocks.block(p)];
        }
        return new PositionGrid(blocks.height(), blocks.width(), grid, rest);
    }

    /** The value of a label; for classes, less the mean over all classes. */
    private double relative(float[] row, int label, int start, int stride, int labels) {
        double mean = 0;
        for (int c = 0; mode == LabelMode.SINGLE_LABEL && c < labels; c++) {
            mean += (double) row[start + c * stride] / labels;
        }
        return row[start + label * stride] - mean;
    }

    @Override
    public float[] probabilities(ImageBatch image) {
        return LogitParts.probabilities(network.logits(network.values(image)).row(0), mode);
    }

    @Override
    public void close() {
        network.close();
    }
}
