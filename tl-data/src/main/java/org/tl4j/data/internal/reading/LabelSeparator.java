package org.tl4j.data.internal.reading;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelReading;

/**
 * Splits a text into labels. Blanks around a label do not belong to it; nothing between two marks is no label, and a label
 * that is there twice counts once.
 *
 * @param mark what is between two labels
 */
record LabelSeparator(String mark) {
    private static final String IN_LISTS = "|";
    private static final String IN_FOLDER_NAMES = "+";

    /** The mark between the labels in a value of a CSV. */
    static LabelSeparator ofList(LabelReading reading) {
        return new LabelSeparator(reading.separator().orElse(IN_LISTS));
    }

    /** The mark between the labels in the name of a folder. */
    static LabelSeparator ofFolders(LabelReading reading) {
        return new LabelSeparator(reading.separator().orElse(IN_FOLDER_NAMES));
    }

    /** Whether a text has the mark. */
    boolean isIn(String text) {
        return text.contains(mark);
    }

    /** The labels of an image; none for a text of blanks and marks. */
    Annotation annotation(String text) {
        List<String> labels = Stream.of(text.split(Pattern.quote(mark)))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .map(Layout::label)
                .toList();
        return Annotation.ofAll(labels);
    }
}
