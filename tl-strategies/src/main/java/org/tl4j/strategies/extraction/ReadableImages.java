package org.tl4j.strategies.extraction;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;

/**
 * Images that can be decoded, found before a run that decodes each of them in every epoch.
 *
 * @param samples in the order in which they were given
 * @param skipped those that cannot be decoded, with the reason
 */
public record ReadableImages(List<Sample> samples, List<SkippedImage> skipped) {
    public ReadableImages {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
    }

    /**
     * Decodes each once.
     *
     * @throws org.tl4j.core.error.StrictException if {@code strict} and one cannot be decoded
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted before the last batch; it stays so
     */
    public static ReadableImages of(
            BatchDecoder decoder, List<Sample> samples, Preprocessing input, boolean strict, Progress progress) {
        Map<Sample, String> unreadable = decoder.unreadable(samples, input, strict, progress);
        return new ReadableImages(
                samples.stream()
                        .filter(sample -> !unreadable.containsKey(sample))
                        .toList(),
                unreadable.entrySet().stream()
                        .map(entry -> new SkippedImage(entry.getKey().location(), entry.getValue()))
                        .toList());
    }

    /** Those of {@code part} that can be decoded, in the order of {@code part}. */
    public List<Sample> of(List<Sample> part) {
        Set<Sample> readable = new HashSet<>(samples);
        return part.stream().filter(readable::contains).toList();
    }
}
