package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** Opens a path as a folder, a zip or a CSV, whichever it is. */
final class Listings {
    private Listings() {}

    static FileListing open(Path data, LabelReading labels) {
        if (Files.isDirectory(data)) {
            return FolderListing.open(data, labels);
        }
        if (!Files.exists(data)) {
            throw new DataException(
                    DataKind.NOT_FOUND,
                    new Problem(
                            data.toString(),
                            "must be a folder, zip or CSV that exists",
                            "nothing there",
                            "check the path"),
                    null);
        }
        if (isZip(data)) {
            return ZipListing.open(data, labels);
        }
        if (isList(data.toString().toLowerCase(Locale.ROOT))) {
            return CsvListing.open(data, labels);
        }
        throw OtherFile.problem(data);
    }

    private static boolean isList(String name) {
        return name.endsWith(".csv") || name.endsWith(".tsv");
    }

    /** The signatures of an entry, of an empty zip, and of a split zip. */
    private static boolean isZip(Path data) {
        try (InputStream in = PlainFiles.open(data)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4
                    && start[0] == 'P'
                    && start[1] == 'K'
                    && start[3] == start[2] + 1
                    && (start[2] == 3 || start[2] == 5 || start[2] == 7);
        } catch (IOException e) {
            throw unreadable(data, e);
        }
    }

    /** The error for a folder, zip or CSV that cannot be read. */
    static DataException unreadable(Path data, IOException cause) {
        return new DataException(
                cause instanceof NoSuchFileException ? DataKind.NOT_FOUND : DataKind.UNREADABLE,
                new Problem(
                        data.toString(),
                        "must be readable",
                        reason(cause),
                        "check its permissions and that it is whole"),
                cause);
    }

    /** The reason why bytes cannot be read, for a user. */
    static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
