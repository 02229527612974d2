package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.BatchDecoder;

/** Examples that are images, decoded again each time. */
public final class DecodedExamples implements Examples {
    private final List<Sample> samples;
    private final LabelMatrix targets;
    private final Preprocessing preprocessing;
    private final Augmentation augmentation;
    private final BatchDecoder decoder;

    /**
     * Images of the classes {@code labels}.
     *
     * @param samples the images
     * @param labels the classes
     * @param preprocessing how they become the input
     * @param augmentation how they are changed
     * @param decoder reads and decodes them
     */
    public DecodedExamples(
            List<Sample> samples,
            LabelSet labels,
            Preprocessing preprocessing,
            Augmentation augmentation,
            BatchDecoder decoder) {
        this.samples = List.copyOf(samples);
        this.targets = LabelMatrix.of(samples, labels);
        this.preprocessing = preprocessing;
        this.augmentation = augmentation;
        this.decoder = decoder;
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
    public LabelMatrix targets() {
        return targets;
    }

    @Override
    public void load(int index, long seed, FloatBuffer target) {
        decoder.load(samples.get(index), preprocessing, augmentation, new SplittableRandom(seed), target);
    }
}
