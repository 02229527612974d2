package org.tl4j.interop;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.UsageException;

/** Rows in native memory, in batches that are views of them. */
final class Batches {
    private Batches() {}

    static DataSetIterator of(DataSet rows, LabelSet labels, int batch) {
        if (batch < 1) {
            throw new UsageException("batch", "must be at least 1", Integer.toString(batch), "");
        }
        rows.setLabelNames(labels.names());
        return new NamedBatches(rows, batch, labels.names());
    }

    /** The iterator of ND4J knows no names of classes. */
    private static final class NamedBatches extends ViewIterator {
        private static final long serialVersionUID = 1L;

        private final transient List<String> labels;

        NamedBatches(DataSet rows, int batch, List<String> labels) {
            super(rows, batch);
            this.labels = labels;
        }

        @Override
        public List<String> getLabels() {
            return labels;
        }
    }
}
