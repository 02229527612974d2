package org.tl4j.spark;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;

/**
 * The values of the new columns of one row. The last of them, the error column, is not among {@code values}: it has the message of the
 * failure, or null.
 */
final class Cells {
    private final List<Object> values;
    private final Optional<DataException> failure;

    private Cells(List<Object> values, Optional<DataException> failure) {
        this.values = values;
        this.failure = failure;
    }

    /** Values, none of them a failure; may contain null. */
    static Cells of(List<Object> values) {
        return new Cells(values, Optional.empty());
    }

    /** Why there are no values. */
    static Cells failed(DataException failure) {
        return new Cells(List.of(), Optional.of(failure));
    }

    /** Why there are no values. */
    Optional<DataException> failure() {
        return failure;
    }

    /** Puts the values and the error, or null, into {@code row} from {@code first}. */
    void put(Object[] row, int first) {
        for (int i = 0; i < values.size(); i++) {
            row[first + i] = values.get(i);
        }
        row[row.length - 1] = failure.map(Cells::message).orElse(null);
    }

    /** The same text wherever the image lies in a batch. */
    private static String message(DataException failure) {
        Problem problem = failure.problem();
        return new Problem("image", problem.rule(), problem.found(), problem.remedy()).message();
    }
}
