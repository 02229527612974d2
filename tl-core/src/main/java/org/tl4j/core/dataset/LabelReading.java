package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.error.UsageException;

/**
 * How labels are written in a data set.
 *
 * @param mode how many labels an image has; where it is empty, the data shows it: a CSV whose labels combine the same
 *     names in different ways by the mark, or that has a column of 0 and 1 per label, has several
 * @param separator the mark between the labels of an image, 1 to 10 characters; where it is empty, {@code |} in a CSV and
 *     {@code +} in the names of folders. Naming one asks for several labels
 */
public record LabelReading(Optional<LabelMode> mode, Optional<String> separator) {
    /** As the data shows. */
    public static final LabelReading AUTOMATIC = new LabelReading(Optional.empty(), Optional.empty());

    private static final int LONGEST_SEPARATOR = 10;

    public LabelReading {
        requireNonNull(mode, "mode is null");
        requireNonNull(separator, "separator is null");
        separator.ifPresent(mark -> {
            if (mark.isBlank() || mark.length() > LONGEST_SEPARATOR) {
                throw new UsageException(
                        "label-separator",
                        "must be 1 to " + LONGEST_SEPARATOR + " characters, not all of them blank",
                        "'" + mark + "'",
                        "");
            }
        });
        if (separator.isPresent() && mode.filter(LabelMode.SINGLE_LABEL::equals).isPresent()) {
            throw new UsageException(
                    "label-separator",
                    "must not be given for data whose images have one label",
                    "'" + separator.get() + "'",
                    "leave out one of the two");
        }
    }

    /** Whether several labels per image were asked for. */
    public boolean asksForSeveral() {
        return separator.isPresent()
                || mode.filter(LabelMode.MULTI_LABEL::equals).isPresent();
    }
}
