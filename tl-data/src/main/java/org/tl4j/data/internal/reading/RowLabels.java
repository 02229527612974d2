package org.tl4j.data.internal.reading;

import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.Annotation;

/** Reads the labels of the rows of a CSV, one after the other. Not thread-safe. */
interface RowLabels {
    /**
     * The labels of one row.
     *
     * @param text what the list says
     * @param annotation what it means, as far as one row shows it
     */
    record Labels(String text, Annotation annotation) {}

    /**
     * Reads one row.
     *
     * @throws org.tl4j.core.error.DataException if a value is none that is allowed there
     */
    Labels of(long line, CSVRecord row);

    /**
     * The list, now that all rows were read.
     *
     * @throws org.tl4j.core.error.DataException if the rows do not agree on how many labels an image has
     */
    DatasetLayout layout(List<Candidate> candidates);
}
