package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.error.DataException;

/**
 * Explains why a data set has no usable image.
 */
final class NothingUsable {
    private static final List<String> ARCHIVES =
            List.of(".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".zst");

    private final Path data;
    private final List<Candidate> files;

    /**
     * @param data path of the data set
     * @param files all files that were found
     */
    NothingUsable(Path data, List<Candidate> files) {
        this.data = data;
        this.files = files;
    }

    /**
     * The reason, derived from the skipped images.
     *
     * @param misplaced whether images lie outside all class folders
     */
    DataException problem(List<SkippedImage> skipped, boolean misplaced) {
        if (misplaced) {
            return new DataException(
                    data.toString(),
                    "must have a folder for each class",
                    "images outside of such folders",
                    ending(List.of(".csv", ".tsv"))
                                    .map(list -> "if " + list.location()
                                            + " lists the images with their labels, give it as the data; else ")
                                    .orElse("")
                            + Layout.HELP);
        }
        if (!skipped.isEmpty()) {
            SkippedImage first = skipped.get(0);
            return new DataException(
                    data.toString(),
                    "must hold a usable image",
                    skipped.size() + " unusable, the first of them " + first.location() + ": " + first.reason(),
                    "");
        }
        Optional<Candidate> archive = ending(ARCHIVES);
        return new DataException(
                data.toString(),
                "must hold images",
                archive.map(packed -> "none, and the archive " + packed.location())
                        .orElse("none"),
                archive.map(packed -> "unpack it and give what it holds as the data; ")
                                .orElse("")
                        + Layout.HELP);
    }

    private Optional<Candidate> ending(List<String> endings) {
        return files.stream()
                .filter(file -> endings.stream().anyMatch(file.name().toLowerCase(Locale.ROOT)::endsWith))
                .findFirst();
    }
}
