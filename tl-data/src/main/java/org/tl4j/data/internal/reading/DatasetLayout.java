package org.tl4j.data.internal.reading;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.LabelMode;

/**
 * The labels and subsets that a layout of folders, or a list, describes.
 *
 * @param files the files, with labels and subset if they have one
 * @param classFolders the class folders, each with its class and subset
 * @param remarks how the layout was interpreted, where another interpretation is possible
 * @param mode whether an image has one label or several
 * @param declared labels that the data names, whether or not an image has them
 */
record DatasetLayout(
        List<Candidate> files,
        List<Candidate> classFolders,
        List<String> remarks,
        LabelMode mode,
        List<String> declared) {
    /** The layout of class folders. */
    static DatasetLayout ofFolders(List<Candidate> files, List<Candidate> classFolders, List<String> remarks) {
        return new DatasetLayout(files, classFolders, remarks, LabelMode.SINGLE_LABEL, List.of());
    }

    /** The same with other remarks. */
    DatasetLayout withRemarks(List<String> others) {
        return new DatasetLayout(files, classFolders, others, mode, declared);
    }

    /** The same, in which the names of folders are several labels joined by a mark. */
    DatasetLayout split(LabelSeparator separator) {
        return new DatasetLayout(
                files.stream()
                        .map(file -> file.label()
                                .map(separator::annotation)
                                .map(file::with)
                                .orElse(file))
                        .toList(),
                classFolders,
                remarks,
                LabelMode.MULTI_LABEL,
                List.of());
    }

    /** The files that have a label in the data. */
    boolean hasLabel() {
        return files.stream()
                .map(Candidate::annotation)
                .flatMap(Optional::stream)
                .anyMatch(annotation -> !annotation.present().isEmpty());
    }
}
