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
import org.tl4j.core.provenance.Digest;

/**
 * Reads and decodes images on all cores. Thread-safe.
 *
 * @param reader reads the bytes
 * @param preprocessor makes input of them
 */
public record BatchDecoder(ImageReader reader, ImagePreprocessor preprocessor) {
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
