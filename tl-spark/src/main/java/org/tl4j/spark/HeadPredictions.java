package org.tl4j.spark;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Adds what a head predicts to rows; null where there are no features.
 *
 * @param head what predicts
 * @param column of the features
 */
record HeadPredictions(Broadcast<HeadParameters> head, int column) implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        HeadParameters parameters = head.value();
        Iterable<Row> all = () -> rows;
        Function<Row, Row> extended = row -> extended(row, parameters);
        Stream<Row> stream = StreamSupport.stream(all.spliterator(), false);
        return stream.map(extended).iterator();
    }

    private Row extended(Row row, HeadParameters parameters) {
        Object[] values = Columns.extended(row, 2);
        if (!row.isNullAt(column)) {
            double[] probabilities = parameters.probabilities(HeadRows.features(row.get(column)));
            int best = 0;
            for (int label = 1; label < probabilities.length; label++) {
                best = probabilities[label] > probabilities[best] ? label : best;
            }
            values[row.size()] = (double) best;
            values[row.size() + 1] = Vectors.dense(probabilities);
        }
        return RowFactory.create(values);
    }
}
