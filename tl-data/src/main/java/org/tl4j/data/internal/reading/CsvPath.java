package org.tl4j.data.internal.reading;

import java.io.File;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** Parses the paths in lists of images. */
final class CsvPath {
    private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]+://.*|data:.*", Pattern.DOTALL);
    private static final Pattern DRIVE = Pattern.compile("(?i)[a-z]:[\\\\/].*|\\\\\\\\.*", Pattern.DOTALL);

    private CsvPath() {}

    /**
     * The file that a row names, relative to the folder of the list or absolute.
     *
     * @throws DataException if it is not a valid path on this system; names the line
     */
    static Path of(Path csv, long line, String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            throw bad(csv, line, "must have a path", "none", "", null);
        }
        if (text.regionMatches(true, 0, "file:", 0, 5)) {
            return file(csv, line, text);
        }
        if (URL.matcher(text).matches()) {
            throw bad(
                    csv,
                    line,
                    "must have a path of a file",
                    "the URL " + shortened(text),
                    "download the images and list their files",
                    null);
        }
        if (File.separatorChar == '/' && DRIVE.matcher(text).matches()) {
            throw bad(
                    csv,
                    line,
                    "must have a path of this system",
                    "a path of Windows, " + shortened(text),
                    "use paths relative to the folder of the list",
                    null);
        }
        return path(csv, line, value);
    }

    /** A trailing space may belong to the name, so it is removed only if no such file exists. */
    private static Path path(Path csv, long line, String value) {
        try {
            Path exact = csv.resolveSibling(value);
            boolean odd = value.indexOf('\\') >= 0 || !value.equals(value.strip());
            if (!odd || Files.exists(exact)) {
                return exact;
            }
            Path usual = csv.resolveSibling(value.strip());
            // on systems other than Windows, a backslash is an ordinary character of a name
            return Files.exists(usual)
                    ? usual
                    : csv.resolveSibling(value.strip().replace('\\', '/'));
        } catch (InvalidPathException e) {
            throw bad(
                    csv,
                    line,
                    "must have a path that this system can have",
                    shortened(value),
                    value.chars().allMatch(c -> c < 0x80) ? "" : UnreadableName.ENCODING_REMEDY,
                    e);
        }
    }

    private static Path file(Path csv, long line, String url) {
        try {
            return Path.of(URI.create(url));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw bad(csv, line, "must have a path of a file", "the URL " + shortened(url), "list the path itself", e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    private static DataException bad(Path csv, long line, String rule, String found, String remedy, Exception cause) {
        return new DataException(DataKind.LAYOUT, new Problem(csv + " line " + line, rule, found, remedy), cause);
    }
}
