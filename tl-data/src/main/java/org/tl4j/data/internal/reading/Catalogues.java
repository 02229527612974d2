package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** Tells a folder, a zip and a CSV apart. */
final class Catalogues {
    private static final int ZIP_SIGNATURE = 0x504B;

    private Catalogues() {}

    static Catalogue open(Path data) {
        if (Files.isDirectory(data)) {
            return FolderCatalogue.open(data);
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
            return ZipCatalogue.open(data);
        }
        if (data.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return CsvCatalogue.open(data);
        }
        throw new DataException(
                data.toString(),
                "must be a folder, a zip or a file ending in .csv",
                "another kind of file",
                Layout.HELP);
    }

    private static boolean isZip(Path data) {
        try (InputStream in = Files.newInputStream(data)) {
            return (in.read() << 8 | in.read()) == ZIP_SIGNATURE;
        } catch (IOException e) {
            throw unreadable(data, e);
        }
    }

    /** A folder, zip or CSV that cannot be read as a whole. */
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

    /** Why bytes cannot be read, in words for a person. */
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
