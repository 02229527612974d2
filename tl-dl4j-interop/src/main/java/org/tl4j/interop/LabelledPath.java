package org.tl4j.interop;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.datavec.api.io.labels.PathLabelGenerator;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.WritableType;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/**
 * An image of DataVec's.
 *
 * @param file absolute
 * @param label its class
 * @param subset the subset that it was put in, if any
 */
record LabelledPath(Path file, String label, Optional<Subset> subset) {
    /** A plain path may have a colon too. */
    private static final Pattern URI_TEXT = Pattern.compile("(?is)file:.*|[a-z][a-z0-9+.-]+://.*");

    /** Of a place as DataVec has it: a URI, of a file. */
    static LabelledPath of(URI place, PathLabelGenerator labels, Optional<Subset> subset) {
        Path file = file(place);
        return new LabelledPath(file, text(labels.getLabelForPath(place), place.toString()), subset);
    }

    /** Of a record that has a path or the URI of a file as text. */
    static LabelledPath of(Writable place, Writable label, Optional<Subset> subset) {
        String text = place.toString();
        Path file;
        try {
            file = URI_TEXT.matcher(text).matches()
                    ? file(URI.create(text))
                    : Path.of(text).toAbsolutePath();
        } catch (IllegalArgumentException e) {
            throw noFile(text, e);
        }
        return new LabelledPath(file, text(label, text), subset);
    }

    private static Path file(URI place) {
        try {
            if ("file".equals(place.getScheme())) {
                // and not Path.of, which takes no letters beyond ASCII that DataVec leaves as they are
                return new File(place).toPath().toAbsolutePath();
            }
        } catch (IllegalArgumentException e) {
            throw noFile(place.toString(), e);
        }
        throw noFile(place.toString(), null);
    }

    private static DataException noFile(String place, Exception cause) {
        return new DataException(
                DataKind.UNSUPPORTED,
                new Problem(
                        "location of an image",
                        "must be a file of this machine",
                        place,
                        "copy the images to a folder of this machine"),
                cause);
    }

    /** Classes are text, or whole numbers as generators for regression have none. */
    private static String text(Writable label, String place) {
        WritableType type = label.getType();
        return switch (type) {
            case Text, Int, Long, Byte, Boolean -> label.toString();
            case Double, Float, Null, NDArray, Image, Arrow, Bytes ->
                throw new DataException(
                        DataKind.LAYOUT,
                        new Problem(
                                "label of " + place,
                                "must be the name or the number of one class",
                                type + " " + label,
                                "use a generator that gives one class for each image"),
                        null);
        };
    }
}
