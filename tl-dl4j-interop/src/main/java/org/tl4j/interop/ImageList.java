package org.tl4j.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.storage.files.AtomicFile;

/** Writes lists of images, as RFC 4180 has them: every field in quotes, so that no character of a name means anything. */
final class ImageList {
    private ImageList() {}

    static void write(Path file, List<LabelledPath> images) {
        if (images.isEmpty()) {
            throw new DataException(
                    DataKind.LAYOUT,
                    new Problem("images of DataVec", "must be at least one", "none", "check the split or the records"),
                    null);
        }
        boolean parts = images.stream().anyMatch(image -> image.subset().isPresent());
        StringBuilder text = new StringBuilder(parts ? "path,label,split\n" : "path,label\n");
        for (LabelledPath image : images) {
            text.append(quoted(image.file().toString())).append(',').append(quoted(image.label()));
            if (parts) {
                text.append(',').append(quoted(image.subset().map(Subset::word).orElse("")));
            }
            text.append('\n');
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(content)));
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
