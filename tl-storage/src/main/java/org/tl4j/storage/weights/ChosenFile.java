package org.tl4j.storage.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tl4j.core.error.WeightsException;

/** The file that a user named. */
final class ChosenFile {
    private ChosenFile() {}

    /**
     * The file and its digest.
     *
     * @throws WeightsException if it is not a file that can be read
     */
    static LocatedFile located(Path chosen) {
        if (!Files.exists(chosen)) {
            throw new WeightsException(
                    chosen.toString(), "must be a file of weights", "no such file", "check the path");
        }
        if (!Files.isRegularFile(chosen)) {
            throw new WeightsException(
                    chosen.toString(), "must be a file of weights", "a folder or a device", "name the file in it");
        }
        if (!Files.isReadable(chosen)) {
            throw new WeightsException(
                    chosen.toString(), "must be readable", "no permission", "change its permissions");
        }
        return new LocatedFile(chosen, CheckSums.of(chosen).sha256());
    }
}
