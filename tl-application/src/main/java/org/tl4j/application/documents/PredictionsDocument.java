package org.tl4j.application.documents;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

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
    public PredictionsDocument {
        copies = Collections.unmodifiableMap(new TreeMap<>(copies));
    }
}
