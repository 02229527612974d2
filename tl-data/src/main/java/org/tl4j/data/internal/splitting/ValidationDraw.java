package org.tl4j.data.internal.splitting;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.provenance.Digest;

/** Draws contents for validation, each independently, and leaves at least one per class for training. */
final class ValidationDraw {
    private ValidationDraw() {}

    /** The contents that are drawn from the images available for training. */
    static Set<Digest> of(Dataset dataset, SplitSettings settings) {
        Map<Digest, Double> lots = new HashMap<>();
        Map<String, Digest> last = new HashMap<>();
        for (Sample sample : dataset.samples()) {
            if (ContentSplitter.isTraining(sample)) {
                double lot = lots.computeIfAbsent(sample.digest(), content -> lot(content, settings.seed()));
                for (String label : sample.annotation().present()) {
                    last.merge(label, sample.digest(), (old, other) -> lots.get(old) >= lot ? old : other);
                }
            }
        }
        Set<Digest> drawn = new HashSet<>();
        lots.forEach((content, lot) -> {
            if (lot < settings.validationFraction()) {
                drawn.add(content);
            }
        });
        // has no effect in a class of which some contents are left anyway
        drawn.removeAll(new HashSet<>(last.values()));
        return drawn;
    }

    /** The first 53 bits of a digest of seed and content, as many as a double holds, as a fraction of 1. */
    private static double lot(Digest content, long seed) {
        Digest lot = Digest.of(seed + " " + content.hex());
        return (lot.leadingBits() >>> 11) * 0x1p-53;
    }
}
