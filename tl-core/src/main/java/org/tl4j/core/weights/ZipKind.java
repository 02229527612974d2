package org.tl4j.core.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;

/** Zip files. Their content is checked by the code that reads them. */
record ZipKind() implements WeightsKind {
    @Override
    public String name() {
        return "zip";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".zip");
    }

    @Override
    public void check(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() == 0) {
                throw new ZipException("no entries");
            }
        } catch (ZipException e) {
            throw new WeightsException(new Problem("the file", "must be a whole zip", "" + e.getMessage(), ""), e);
        }
    }
}
