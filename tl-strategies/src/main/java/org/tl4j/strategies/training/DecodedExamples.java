package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.BatchDecoder;

/**
 * Images that are decoded anew each time.
 *
 * @param samples the images
 * @param labels the classes
 * @param preprocessing how they are fed in
 * @param augmentation how they are changed
 * @param decoder reads and decodes them
 */
public record DecodedExamples(
        List<Sample> samples,
        LabelSet labels,
        Preprocessing preprocessing,
        Augmentation augmentation,
        BatchDecoder decoder)
        implements Examples {
    public DecodedExamples {
        samples = List.copyOf(samples);
    }

    /** Images of {@code task}. */
    public static DecodedExamples of(
            TransferTask task, List<Sample> samples, Augmentation augmentation, BatchDecoder decoder) {
        return new DecodedExamples(
                samples, task.labels(), task.backbone().spec().preprocessing(), augmentation, decoder);
    }

    @Override
    public int count() {
        return samples.size();
    }

    @Override
    public int width() {
        return preprocessing.valuesPerImage();
    }

    @Override
    public int label(int index) {
        return labels.indexOf(samples.get(index).label());
    }

    @Override
    public void load(int index, long seed, FloatBuffer target) {
        byte[] encoded = decoder.reader().read(samples.get(index).location());
        decoder.preprocessor().prepare(encoded, preprocessing, augmentation, new SplittableRandom(seed), target);
    }
}
