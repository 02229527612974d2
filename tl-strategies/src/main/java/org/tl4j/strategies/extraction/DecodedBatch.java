package org.tl4j.strategies.extraction;

import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * Images ready for a network.
 *
 * @param samples one a row of {@code images}
 * @param images preprocessed; the row of a failure holds nothing of use
 * @param failures the samples that could not be decoded, with the reason
 */
public record DecodedBatch(List<Sample> samples, ImageBatch images, Map<Sample, String> failures) {}
