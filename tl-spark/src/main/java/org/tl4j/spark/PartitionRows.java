package org.tl4j.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tl4j.core.error.DataException;

/**
 * Adds cells to the rows of a partition, in their order, a batch of images at a time.
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
                done = batch().iterator();
            }
            return done.next();
        }

        private List<Row> batch() {
            List<Row> batch = new ArrayList<>(batchSize);
            while (batch.size() < batchSize && rows.hasNext()) {
                batch.add(rows.next());
            }
            Cells[] cells = new Cells[batch.size()];
            List<byte[]> images = new ArrayList<>(batch.size());
            for (int i = 0; i < cells.length; i++) {
                try {
                    images.add(input.of(batch.get(i)));
                } catch (DataException e) {
                    cells[i] = Cells.failed(e);
                }
            }
            Iterator<Cells> computed = task.of(images).iterator();
            return IntStream.range(0, cells.length)
                    .mapToObj(i -> extended(batch.get(i), cells[i] == null ? computed.next() : cells[i]))
                    .toList();
        }

        private Row extended(Row row, Cells cells) {
            if (failOnError) {
                cells.failure().ifPresent(failure -> {
                    throw failure;
                });
            }
            Object[] values = new Object[row.size() + added];
            for (int i = 0; i < row.size(); i++) {
                values[i] = row.get(i);
            }
            cells.put(values, row.size());
            return RowFactory.create(values);
        }
    }
}
