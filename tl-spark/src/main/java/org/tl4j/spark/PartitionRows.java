package org.tl4j.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;

/**
 * Adds cells to the rows of a partition, in their order. Takes some batches of images at a time, so that one is decoded while the one
 * before it is computed.
 *
 * @param input where the image of a row is
 * @param computation of the new cells
 * @param added how many columns are new, that of the error included
 * @param batchSize images computed together
 * @param failOnError whether an image that cannot be used fails the task
 */
record PartitionRows(ImageInput input, RowComputation computation, int added, int batchSize, boolean failOnError)
        implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    /** Buffers of a batch are made once for these. */
    private static final int BATCHES = 8;

    /** Of encoded images: more than one batch is taken only up to here. */
    private static final long ENOUGH_BYTES = 64L << 20;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Batches(rows);
    }

    private final class Batches implements Iterator<Row> {
        private final Iterator<Row> rows;
        private RowComputation.ForTask task;
        private Iterator<Row> done = List.<Row>of().iterator();

        private Batches(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return done.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!done.hasNext()) {
                if (task == null) {
                    task = computation.start(); // not for an empty partition
                }
                done = computed().iterator();
            }
            return done.next();
        }

        private List<Row> computed() {
            List<Row> taken = new ArrayList<>();
            List<Cells> unusable = new ArrayList<>(); // null where the image is in the list of images
            List<byte[]> images = new ArrayList<>();
            long bytes = 0;
            while (rows.hasNext() && taken.size() < (bytes < ENOUGH_BYTES ? BATCHES * batchSize : batchSize)) {
                Row row = rows.next();
                taken.add(row);
                try {
                    byte[] image = input.of(row);
                    images.add(image);
                    bytes += image.length;
                    unusable.add(null);
                } catch (DataException e) {
                    unusable.add(Cells.failed(e));
                }
            }
            Iterator<Cells> cells = task.cells(images).iterator();
            return IntStream.range(0, taken.size())
                    .mapToObj(i -> extended(taken.get(i), unusable.get(i) == null ? cells.next() : unusable.get(i)))
                    .toList();
        }

        private Row extended(Row row, Cells cells) {
            if (failOnError) {
                cells.failure().ifPresent(failure -> {
                    throw named(failure, input.subject(row));
                });
            }
            Object[] values = Columns.extended(row, added);
            cells.put(values, row.size());
            return RowFactory.create(values);
        }
    }

    /** The failure with a subject that does not depend on partitions. */
    private static DataException named(DataException failure, String subject) {
        Problem problem = failure.problem();
        return new DataException(
                failure.kind(), new Problem(subject, problem.rule(), problem.found(), problem.remedy()), failure);
    }
}
