package org.tl4j.strategies.extraction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

/**
 * Reads and decodes images on all cores. Thread-safe.
 *
 * @param reader reads the bytes
 * @param preprocessor makes input of them
 */
public record BatchDecoder(ImageReader reader, ImagePreprocessor preprocessor) {
    private static final int CHECKED_AT_ONCE = 64;

    /**
     * Decodes images.
     *
     * @param samples at least one
     * @param strict whether an image that cannot be decoded is an error instead of being listed in the result
     * @throws StrictException if {@code strict} and an image cannot be decoded
     */
    public DecodedBatch decode(List<Sample> samples, Preprocessing preprocessing, boolean strict) {
        ImageBatch images = ImageBatch.allocate(samples.size(), preprocessing);
        List<Optional<String>> reasons = IntStream.range(0, samples.size())
                .parallel()
                .mapToObj(i -> failure(samples.get(i), preprocessing, images, i))
                .toList();
        Map<Sample, String> failures = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            reasons.get(i).ifPresent(reason -> failures.put(sample, reason));
        }
        if (strict && !failures.isEmpty()) {
            Map.Entry<Sample, String> first = failures.entrySet().iterator().next();
            throw new StrictException(first.getKey().location().toString(), first.getValue());
        }
        return new DecodedBatch(samples, images, failures);
    }

    /**
     * Finds the images that cannot be decoded, before a run that decodes each of them in every epoch.
     *
     * @return them, with the reason, in the order in which they were given
     * @throws StrictException if {@code strict} and there is one
     */
    public Map<Sample, String> unreadable(
            List<Sample> samples, Preprocessing preprocessing, boolean strict, Progress progress) {
        Map<Sample, String> failures = new LinkedHashMap<>();
        for (int from = 0; from < samples.size(); from += CHECKED_AT_ONCE) {
            List<Sample> some = samples.subList(from, Math.min(samples.size(), from + CHECKED_AT_ONCE));
            failures.putAll(decode(some, preprocessing, strict).failures());
            progress.at("checking images", from + some.size(), samples.size());
        }
        return failures;
    }

    private Optional<String> failure(Sample sample, Preprocessing preprocessing, ImageBatch images, int row) {
        try {
            byte[] encoded = reader.read(sample.location());
            // what is kept under a digest must come from the bytes that have it
            if (!Digest.of(encoded).equals(sample.digest())) {
                return Optional.of("was changed after the images were listed");
            }
            preprocessor.prepare(encoded, preprocessing, images.image(row));
            return Optional.empty();
        } catch (DataException e) {
            return Optional.of(e.getMessage());
        }
    }
}
