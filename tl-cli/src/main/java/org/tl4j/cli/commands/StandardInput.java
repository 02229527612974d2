package org.tl4j.cli.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/** An image that is piped in: {@code -} in place of its path. A file of that name is {@code ./-}. */
final class StandardInput {
    private static final String NAME = "-";
    private static final String SUBJECT = "standard input";

    private StandardInput() {}

    static boolean isMeantBy(Path place) {
        return place.toString().equals(NAME);
    }

    /**
     * Checks that it is read only once, since it is empty after that.
     *
     * @throws UsageException if it is not
     */
    static void requireOnce(List<Path> places) {
        long times = places.stream().filter(StandardInput::isMeantBy).count();
        if (times > 1) {
            throw new UsageException(NAME, "must be given once: standard input holds one image", times + " times", "");
        }
    }

    /**
     * All bytes up to the end.
     *
     * @param limits the limits on its length
     * @throws DataException if it is empty or too long, or reading fails
     */
    static byte[] read(InputStream in, ReadingSettings limits) {
        long most = limits.maximumFileBytes();
        byte[] bytes;
        try {
            bytes = in.readNBytes((int) most + 1);
        } catch (IOException e) {
            Problem problem = new Problem(SUBJECT, "must be readable", String.valueOf(e.getMessage()), "");
            throw new DataException(DataKind.UNREADABLE, problem, e);
        }
        if (bytes.length > most) {
            String rule = "must be an image of at most %d bytes".formatted(most);
            throw new DataException(
                    DataKind.TOO_LARGE, new Problem(SUBJECT, rule, "more", "raise --max-file-megabytes"), null);
        }
        if (bytes.length == 0) {
            Problem problem = new Problem(
                    SUBJECT, "must be an image", "nothing", "pipe one in, as in: tl predict MODEL - < PHOTO");
            throw new DataException(DataKind.CORRUPT, problem, null);
        }
        return bytes;
    }
}
