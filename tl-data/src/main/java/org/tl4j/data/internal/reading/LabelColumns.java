package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.error.DataException;

/** A column per label: 1 for images that have it, 0 for images that do not, nothing where that is not known. */
final class LabelColumns implements RowLabels {
    private final Path csv;
    private final Map<Integer, String> columns;
    private final boolean asked;
    private final DataException unknownHeader;
    // rows with the same labels share one annotation
    private final Map<Annotation, Labels> known = new HashMap<>();

    private LabelColumns(Path csv, Map<Integer, String> columns, boolean asked, DataException unknownHeader) {
        this.csv = csv;
        this.columns = columns;
        this.asked = asked;
        this.unknownHeader = unknownHeader;
    }

    /**
     * Checks the names of the columns.
     *
     * @param columns the label of each column, by its position
     * @param unknownHeader what is wrong with the header if these are no labels
     */
    static LabelColumns of(
            Path csv, long line, Map<Integer, String> columns, LabelReading reading, DataException unknownHeader) {
        if (new HashSet<>(columns.values()).size() < columns.size()) {
            throw reading.asksForSeveral()
                    ? new DataException(
                            csv + " line " + line,
                            "must name each label once",
                            String.join(",", columns.values()),
                            "rename or remove a column")
                    : unknownHeader;
        }
        return new LabelColumns(csv, columns, reading.asksForSeveral(), unknownHeader);
    }

    @Override
    public Labels of(long line, CSVRecord row) {
        List<String> present = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        columns.forEach((column, label) -> {
            String value = row.get(column).strip();
            switch (value) {
                case "1" -> present.add(label);
                case "0" -> {}
                case "" -> unknown.add(label);
                default -> throw other(line, label, value);
            }
        });
        return known.computeIfAbsent(
                Annotation.ofAll(present, unknown), annotation -> new Labels(annotation.text(), annotation));
    }

    /** A column of notes or the like makes a list that has no labels, unless several labels were asked for. */
    private DataException other(long line, String label, String value) {
        return asked
                ? new DataException(
                        csv + " line " + line,
                        "must have 1, 0 or nothing in the column " + label,
                        value,
                        "correct the value, or remove the column if it is not a label")
                : unknownHeader;
    }

    @Override
    public DatasetLayout layout(List<Candidate> candidates) {
        DatasetLayout layout = new DatasetLayout(
                candidates,
                List.of(),
                asked
                        ? List.of()
                        : List.of("Images have several labels, since the list has no column for one; its labels are the"
                                + " columns " + String.join(", ", columns.values()) + "."),
                LabelMode.MULTI_LABEL,
                List.copyOf(columns.values()));
        if (!asked && !layout.hasLabel()) {
            throw unknownHeader;
        }
        return layout;
    }
}
