package org.tl4j.data.internal.reading;

import java.util.Optional;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Subset;

/**
 * A file that may be an image.
 *
 * @param location where it is
 * @param name its last name, for what its ending promises
 * @param label its class; empty where it lies in no class folder
 * @param part the part its owner put it in
 * @param listed whether somebody wrote its name down, so that it must be an image
 */
record Candidate(ImageLocation location, String name, Optional<String> label, Optional<Subset> part, boolean listed) {
    /** A file in the folder of its class. */
    static Candidate of(FileEntry found, String label, Optional<Subset> part) {
        return new Candidate(found.location(), found.name(), Optional.of(label), part, false);
    }

    /** The same in this part. */
    Candidate in(Subset owner) {
        return new Candidate(location, name, label, Optional.of(owner), listed);
    }

    /** A file outside of all class folders: an error of its owner if it is an image, nothing otherwise. */
    static Candidate misplaced(FileEntry found) {
        return new Candidate(found.location(), found.name(), Optional.empty(), Optional.empty(), false);
    }
}
