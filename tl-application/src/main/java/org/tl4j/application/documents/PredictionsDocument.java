package org.tl4j.application.documents;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.application.predictions.BulkPrediction;

/**
 * The JSON of predictions that were kept in files.
 *
 * @param csv the table, or null
 * @param sortedInto the folder with a folder per label, or null
 * @param images all images
 * @param before those that an earlier run has predicted
 * @param failed those of this run that could not be read
 * @param copies how many images this run has put into each folder
 */
public record PredictionsDocument(
        String csv, String sortedInto, long images, long before, long failed, Map<String, Long> copies) {
    /** The document of a run. */
    public static PredictionsDocument of(
            BulkPrediction.Counts counts, Optional<Path> csv, Optional<Path> folder, Map<String, Long> copies) {
        return new PredictionsDocument(
                csv.map(Path::toString).orElse(null),
                folder.map(Path::toString).orElse(null),
                counts.images(),
                counts.before(),
                counts.failed(),
                new TreeMap<>(copies));
    }
}
