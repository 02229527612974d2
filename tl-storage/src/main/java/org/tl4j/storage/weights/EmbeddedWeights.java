package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.core.weights.WeightsSource;

/** Weights that come with this software, in its jar. */
final class EmbeddedWeights {
    private EmbeddedWeights() {}

    /**
     * Reads them.
     *
     * @throws WeightsException if the jar has no such file
     */
    static LocatedWeights of(WeightsSource source) {
        List<WeightsContent> contents = new ArrayList<>();
        List<Digest> digests = new ArrayList<>();
        for (WeightsFile file : source.files()) {
            byte[] bytes = bytes(file.fileName());
            contents.add(new WeightsContent.InMemory(file.fileName(), ByteBuffer.wrap(bytes)));
            digests.add(Digest.of(bytes));
        }
        return new LocatedWeights(
                contents,
                LocatedWeights.digest(
                        source.files().stream().map(WeightsFile::fileName).toList(), digests));
    }

    private static byte[] bytes(String name) {
        try (InputStream content = EmbeddedWeights.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new WeightsException(
                        "embedded weights " + name, "must be in the jar of tl-storage", "none", "install TL4J again");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the jar of tl-storage cannot be read", e);
        }
    }
}
