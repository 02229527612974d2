package org.tl4j.dl4j.head;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.concurrent.Workers;

/**
 * Scaled features as matrices of 64-bit floats, block by block in the order of the rows, so that sums over them are always
 * the same. Blocks that fit into the given memory are made once; otherwise each pass makes them again, two at a time, the
 * next one while the caller works on the one before. Not thread-safe.
 */
final class ScaledBlocks implements AutoCloseable {
    /** 64 MiB: small beside everything else; the threads of a product wait for one another, so it must not be small. */
    private static final int VALUES_PER_BLOCK = 1 << 23;

    /** Rows that one thread converts at a time. */
    private static final int ROWS_PER_ITEM = 64;

    private static final int BUFFERS = 2;

    private final FeatureRows rows;
    private final FeatureScaling scaling;
    private final Workers workers;
    private final int rowsPerBlock;
    private final boolean kept;
    private final List<INDArray> blocks = new ArrayList<>();
    private boolean made;

    /**
     * No block is made before the first pass.
     *
     * @param workers threads that scale; the caller closes them
     * @param memory bytes that all blocks together may take to be made only once
     */
    ScaledBlocks(FeatureRows rows, FeatureScaling scaling, Workers workers, long memory) {
        this.rows = rows;
        this.scaling = scaling;
        this.workers = workers;
        this.rowsPerBlock = Math.max(1, VALUES_PER_BLOCK / rows.width());
        this.kept = (long) rows.rows() * rows.width() * Double.BYTES <= memory;
    }

    /** Works on one block. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes a block, which is valid until this returns.
         *
         * @param firstRow the number of its first row
         * @param features [rows of the block, width]
         */
        void take(int firstRow, INDArray features);
    }

    /** One pass over all blocks. */
    void each(Taker taker) {
        int count = (int) (((long) rows.rows() + rowsPerBlock - 1) / rowsPerBlock);
        if (made) {
            for (int number = 0; number < count; number++) {
                taker.take(number * rowsPerBlock, blocks.get(number));
            }
            return;
        }
        new LookAhead<>(workers, new Loading()).each(0, count, (number, block) -> {
            taker.take(block.firstRow(), block.features());
            return true;
        });
        // not before: a pass that failed leaves blocks without their values
        made = kept;
    }

    /** A block that is being made; {@code values} is the memory of {@code features}. */
    private record Block(int firstRow, INDArray features, DoubleBuffer values) {}

    private final class Loading implements LookAhead.Source<Block> {
        @Override
        public Block open(int number) {
            int first = number * rowsPerBlock;
            int count = Math.min(rowsPerBlock, rows.rows() - first);
            int index = kept ? number : number % BUFFERS;
            if (index == blocks.size()) {
                blocks.add(Nd4j.createUninitialized(DataType.DOUBLE, count, rows.width()));
            }
            INDArray whole = blocks.get(index);
            // the buffers of a pass are as long as the first block; the last block may be shorter
            INDArray features =
                    count == whole.size(0) ? whole : whole.get(NDArrayIndex.interval(0, count), NDArrayIndex.all());
            return new Block(first, features, whole.data().asNioDouble());
        }

        @Override
        public int items(Block block) {
            return (int) ((block.features().size(0) + ROWS_PER_ITEM - 1) / ROWS_PER_ITEM);
        }

        @Override
        public void load(Block block, int item) {
            int width = rows.width();
            float[] raw = new float[width];
            double[] scaled = new double[width];
            int end = (int) Math.min(block.features().size(0), (item + 1L) * ROWS_PER_ITEM);
            for (int row = item * ROWS_PER_ITEM; row < end; row++) {
                rows.read(block.firstRow() + row, FloatBuffer.wrap(raw));
                scaling.apply(raw, scaled);
                block.values().put(row * width, scaled);
            }
        }
    }

    @Override
    public void close() {
        blocks.forEach(INDArray::close);
    }
}
