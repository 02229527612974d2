package org.tl4j.data.internal.reading;

import java.util.Optional;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Subset;

/**
 * A file that may be an image.
 *
 * @param location location of the file
 * @param name file name, whose extension says whether it should be an image
 * @param label what the data says of its labels: the name of a class folder, or a value of a CSV; empty if the file lies in
 *     no class folder
 * @param annotation the labels that this means; empty if the file lies in no class folder
 * @param subset the subset that the user put it in, if any
 * @param listed whether a list names the file, so that it must be an image
 */
record Candidate(
        ImageLocation location,
        String name,
        Optional<String> label,
        Optional<Annotation> annotation,
        Optional<Subset> subset,
        boolean listed) {
    /** A file in the folder of its class. */
    static Candidate of(FileEntry found, String label, Optional<Subset> subset) {
        return new Candidate(
                found.location(), found.name(), Optional.of(label), Optional.of(Annotation.of(label)), subset, false);
    }

    /** The same file in this subset. */
    Candidate in(Subset owner) {
        return new Candidate(location, name, label, annotation, Optional.of(owner), listed);
    }

    /** The same file with other labels. */
    Candidate with(Annotation other) {
        return new Candidate(location, name, label, Optional.of(other), subset, listed);
    }

    /** A file outside all class folders: reported if it is an image, ignored otherwise. */
    static Candidate misplaced(FileEntry found) {
        return new Candidate(
                found.location(), found.name(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
