package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;

/** Detects a split column with another name: ignoring it would mean training on test images. */
final class OtherSplit {
    private final Path csv;
    private final List<String> names;
    private final BitSet others = new BitSet();
    private final List<Set<Subset>> parts;

    OtherSplit(Path csv, List<String> names) {
        this.csv = csv;
        this.names = names;
        this.parts = IntStream.range(0, names.size())
                .<Set<Subset>>mapToObj(column -> EnumSet.noneOf(Subset.class))
                .toList();
    }

    /** Inspects a row. */
    void add(CSVRecord row) {
        for (int column = others.nextClearBit(0); column < names.size(); column = others.nextClearBit(column + 1)) {
            String value = row.get(column).strip();
            Optional<Subset> part = SubsetNames.loosely(value);
            if (part.isPresent()) {
                parts.get(column).add(part.get());
            } else if (!value.isEmpty()) {
                others.set(column);
            }
        }
    }

    /** Refuses a list with a column whose values are all names of subsets, training and at least one other. */
    void requireNone() {
        for (int column = 0; column < names.size(); column++) {
            if (!others.get(column)
                    && parts.get(column).size() > 1
                    && parts.get(column).contains(Subset.TRAIN)) {
                throw new DataException(
                        csv.toString(),
                        "must have its parts in a column split",
                        "the column " + names.get(column) + " with "
                                + String.join(
                                        ", ",
                                        parts.get(column).stream()
                                                .map(Subset::word)
                                                .toList()),
                        "name this column split, or remove it to train on all rows");
            }
        }
    }
}
