package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** Names the kind of a file that is no data set, by its first bytes. */
final class OtherFile {
    private static final String UNPACK = "unpack it and give the folder";
    private static final int TAR_MARK = 257;

    private OtherFile() {}

    /** Why it cannot be read. */
    static DataException problem(Path data) {
        String start = start(data);
        String text = start.stripLeading().toLowerCase(Locale.ROOT);
        String found = "another kind of file";
        String remedy = Layout.HELP;
        for (Map.Entry<String, String> archive : archives().entrySet()) {
            if (start.startsWith(archive.getKey())) {
                found = archive.getValue();
                remedy = UNPACK;
            }
        }
        if (start.startsWith("ustar", TAR_MARK)) {
            found = "a tar archive";
            remedy = UNPACK;
        } else if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            found = "a page of HTML";
            remedy = "download the file itself; the page may ask to sign in or to confirm";
        } else if (text.startsWith("version https://git-lfs")) {
            found = "a pointer of Git LFS";
            remedy = "fetch the file itself with git lfs pull";
        } else if (start.isEmpty()) {
            found = "an empty file";
            remedy = "download or pack it again";
        } else if (remedy.equals(Layout.HELP)
                && data.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            found = "a file that does not begin as a zip does";
            remedy = "download or pack it again; join the parts of a split zip first";
        }
        return new DataException(
                DataKind.UNSUPPORTED,
                new Problem(data.toString(), "must be a folder, a zip or a file ending in .csv or .tsv", found, remedy),
                null);
    }

    private static Map<String, String> archives() {
        Map<String, String> archives = new LinkedHashMap<>();
        archives.put("Rar!", "a RAR archive");
        archives.put("7z\u00BC\u00AF", "a 7z archive");
        archives.put("\u001F\u008B", "a gzip archive, such as tar.gz");
        archives.put("BZh", "a bzip2 archive, such as tar.bz2");
        archives.put("\u00FD7zXZ", "an xz archive, such as tar.xz");
        archives.put("(\u00B5/\u00FD", "a Zstandard archive, such as tar.zst");
        archives.put("MSCF", "a cabinet archive");
        return archives;
    }

    private static String start(Path data) {
        try (InputStream in = PlainFiles.open(data)) {
            return new String(in.readNBytes(512), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw Listings.unreadable(data, e);
        }
    }
}
