package org.tl4j.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.DataException;

/**
 * Makes blocks of rows with features and a label, the first two columns. Rows without features, as of images that could not be used, are
 * left out.
 *
 * @param mode what the label is
 */
record HeadRows(LabelMode mode) implements FlatMapFunction<Iterator<Row>, FeatureBlock> {
    private static final long serialVersionUID = 1L;

    /** 16 MB of features at a width of 2048. */
    private static final int MOST_ROWS = 2048;

    private static final int MOST_VALUES = 1 << 22;

    /** Counts and parameters of all classes up to the largest index are kept. */
    private static final int MOST_CLASSES = 1_000_000;

    @Override
    public Iterator<FeatureBlock> call(Iterator<Row> rows) {
        return new Blocks(rows);
    }

    private final class Blocks implements Iterator<FeatureBlock> {
        private final Iterator<Row> rows;
        private Row next;

        private Blocks(Iterator<Row> rows) {
            this.rows = rows;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && rows.hasNext()) {
                Row row = rows.next();
                next = row.isNullAt(0) ? null : row;
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public FeatureBlock next() {
            List<float[]> features = new ArrayList<>();
            List<double[]> targets = new ArrayList<>();
            int width = features(next.get(0)).length;
            int most = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / Math.max(1, width)));
            while (next != null && features.size() < most) {
                float[] values = features(next.get(0));
                Widths.requireEqualFeatures(width, values.length);
                features.add(values);
                targets.add(targets(next));
                advance();
            }
            return block(features, targets);
        }
    }

    private static FeatureBlock block(List<float[]> features, List<double[]> targets) {
        int width = features.get(0).length;
        int each = targets.get(0).length;
        float[] values = new float[Math.multiplyExact(features.size(), width)];
        double[] labels = new double[Math.multiplyExact(features.size(), each)];
        for (int row = 0; row < features.size(); row++) {
            System.arraycopy(features.get(row), 0, values, row * width, width);
            Widths.requireEqualLabels(each, targets.get(row).length);
            System.arraycopy(targets.get(row), 0, labels, row * each, each);
        }
        return new FeatureBlock(values, labels, features.size());
    }

    /** The features of a row: a vector, or an array of numbers. */
    static float[] features(Object column) {
        double[] values = numbers("features", column);
        float[] features = new float[values.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) values[i];
            if (!Float.isFinite(features[i])) {
                throw new DataException("features", "must be finite numbers", "" + values[i], "leave such rows out");
            }
        }
        return features;
    }

    private double[] targets(Row row) {
        if (row.isNullAt(1)) {
            throw new DataException("label", "must be known in each row", "null", "leave such rows out");
        }
        if (mode == LabelMode.SINGLE_LABEL) {
            double label = ((Number) row.get(1)).doubleValue();
            if (!(label >= 0 && label == Math.rint(label) && label < MOST_CLASSES)) {
                throw new DataException(
                        "label",
                        "must be an index: 0, 1 and so on, below " + MOST_CLASSES,
                        "" + label,
                        "make indices with a StringIndexer");
            }
            return new double[] {label};
        }
        double[] states = numbers("labels", row.get(1));
        for (double state : states) {
            if (state != 0 && state != 1 && !Double.isNaN(state)) {
                throw new DataException("labels", "must be 0, 1 or NaN for unknown", "" + state, "");
            }
        }
        return states;
    }

    private static double[] numbers(String subject, Object column) {
        if (column instanceof Vector vector) {
            return vector.toArray();
        }
        return scala.jdk.javaapi.CollectionConverters.asJava((scala.collection.Seq<?>) column).stream()
                .mapToDouble(value -> number(subject, value))
                .toArray();
    }

    private static double number(String subject, Object value) {
        if (value == null) {
            throw new DataException(subject, "must be numbers", "null", "leave such rows out");
        }
        return ((Number) value).doubleValue();
    }
}
