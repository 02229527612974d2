package org.tl4j.interop;

import java.util.List;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.writable.Writable;

/** Records in memory whose reader names the classes, as the reader of images does. */
final class LabelledRecords extends CollectionRecordReader {
    private static final long serialVersionUID = 1L;

    private final transient List<String> labels;

    LabelledRecords(List<List<Writable>> records, List<String> labels) {
        super(records);
        this.labels = List.copyOf(labels);
    }

    @Override
    public List<String> getLabels() {
        return labels;
    }
}
