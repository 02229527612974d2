package org.tl4j.storage.weights;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.core.weights.WeightsSource;

/**
 * A file of weights that was found.
 *
 * @param path where it is
 * @param digest its digest when it was checked
 */
record LocatedFile(Path path, Digest digest) {
    /** All files of {@code source}, in its order. */
    static LocatedWeights all(WeightsSource source, List<LocatedFile> files) {
        return new LocatedWeights(
                files.stream()
                        .<WeightsContent>map(file -> new WeightsContent.OnDisk(file.path()))
                        .toList(),
                LocatedWeights.digest(
                        source.files().stream().map(WeightsFile::fileName).toList(),
                        files.stream().map(LocatedFile::digest).toList()));
    }
}
