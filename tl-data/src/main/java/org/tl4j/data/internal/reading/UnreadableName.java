package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import org.tl4j.core.dataset.FileNameText;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** File names that this process cannot represent exactly, so that two of them might become equal. */
final class UnreadableName {
    private UnreadableName() {}

    /** The error for a folder whose name cannot be a class label. */
    static DataException problem(Path folder) {
        String subject = "folder " + FileNameText.of(folder);
        return FileNameText.utf8(folder).isPresent()
                ? unreadable(subject, "must have a name that this process can represent", encoding(), ENCODING_REMEDY)
                : unreadable(
                        subject,
                        "must have a name in UTF-8",
                        "other bytes, each shown as \\x and two digits",
                        "rename it, or unpack the archive again with the encoding of its names, such as GBK or Shift-JIS");
    }

    /** The error for a name that cannot be looked up. */
    static String encoding() {
        return "file names in the encoding " + System.getProperty("sun.jnu.encoding");
    }

    static final String ENCODING_REMEDY =
            "start Java under a locale of UTF-8 that is installed, such as LC_ALL=C.UTF-8";

    private static DataException unreadable(String subject, String rule, String found, String remedy) {
        return new DataException(DataKind.UNREADABLE, new Problem(subject, rule, found, remedy), null);
    }
}
