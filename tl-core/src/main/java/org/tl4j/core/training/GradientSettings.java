package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.provenance.EnumNames;

/**
 * How a network is trained by gradient descent, epoch after epoch. Start with {@link #of}, or with the settings of a strategy, and
 * change what should differ.
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images per step, at least 2
 * @param learningRate the peak, above 0; under fine-tuning that of the head. Empty takes that of the backbone, which
 *     only fine-tuning can do
 * @param schedule how the rate rises to the peak and falls again
 * @param warmUp the share of steps in which the rate rises to the peak, in [0, 1)
 * @param optimizer how gradients change parameters
 * @param loss the loss that is minimised
 * @param patience how many epochs may go by without a better validation result before training stops, at least 0; 0 never
 *     stops early
 * @param augmentation random changes to training images
 */
public record GradientSettings(
        int epochs,
        int batchSize,
        OptionalDouble learningRate,
        Schedule schedule,
        double warmUp,
        Optimizer optimizer,
        LossSettings loss,
        int patience,
        Augmentation augmentation) {
    /** The word for the learning rate of the backbone. */
    public static final String AUTO = "auto";

    public GradientSettings {
        require(epochs >= 1, "epochs", "must be at least 1", epochs);
        require(batchSize >= 2, "batch-size", "must be at least 2", batchSize);
        learningRate.ifPresent(
                rate -> require(rate > 0 && Double.isFinite(rate), "learning-rate", "must be above 0", rate));
        requireNonNull(schedule, "schedule is null");
        require(warmUp >= 0 && warmUp < 1, "warm-up", "must be in [0, 1)", warmUp);
        requireNonNull(optimizer, "optimizer is null");
        requireNonNull(loss, "loss is null");
        require(patience >= 0, "patience", "must be at least 0", patience);
        requireNonNull(augmentation, "augmentation is null");
    }

    /**
     * Training at a given learning rate, with the other defaults of fine-tuning: one-cycle schedule, AdamW, label smoothing,
     * flips and shifts.
     */
    public static GradientSettings of(int epochs, double learningRate) {
        return FineTuningSettings.DEFAULT.gradient().withEpochs(epochs).withLearningRate(learningRate);
    }

    private static void require(boolean holds, String key, String rule, Number found) {
        if (!holds) {
            throw new UsageException(key, rule, found.toString(), "");
        }
    }

    /**
     * The peak of the learning rate.
     *
     * @throws UsageException if it is empty
     */
    public double peakRate() {
        return learningRate.orElseThrow(
                () -> new UsageException("learning-rate", "must be set when training from scratch", AUTO, ""));
    }

    /** The learning rate at a point of the run, as a share of all its steps. */
    public double rateAt(double fractionDone) {
        return peakRate() * schedule.factor(fractionDone, warmUp);
    }

    /** The same with another peak of the learning rate. */
    public GradientSettings withLearningRate(double other) {
        return new GradientSettings(
                epochs, batchSize, OptionalDouble.of(other), schedule, warmUp, optimizer, loss, patience, augmentation);
    }

    /** The same with another number of epochs. */
    public GradientSettings withEpochs(int other) {
        return new GradientSettings(
                other, batchSize, learningRate, schedule, warmUp, optimizer, loss, patience, augmentation);
    }

    /** The same with other changes to training images. */
    public GradientSettings withAugmentation(Augmentation other) {
        return new GradientSettings(
                epochs, batchSize, learningRate, schedule, warmUp, optimizer, loss, patience, other);
    }

    /** The same with another number of images per step. */
    public GradientSettings withBatchSize(int other) {
        return new GradientSettings(
                epochs, other, learningRate, schedule, warmUp, optimizer, loss, patience, augmentation);
    }

    /** The same with another schedule of the learning rate. */
    public GradientSettings withSchedule(Schedule other) {
        return new GradientSettings(
                epochs, batchSize, learningRate, other, warmUp, optimizer, loss, patience, augmentation);
    }

    /** The same with another share of steps in which the rate rises. */
    public GradientSettings withWarmUp(double other) {
        return new GradientSettings(
                epochs, batchSize, learningRate, schedule, other, optimizer, loss, patience, augmentation);
    }

    /** The same with another optimizer. */
    public GradientSettings withOptimizer(Optimizer other) {
        return new GradientSettings(
                epochs, batchSize, learningRate, schedule, warmUp, other, loss, patience, augmentation);
    }

    /** The same with another loss. */
    public GradientSettings withLoss(LossSettings other) {
        return new GradientSettings(
                epochs, batchSize, learningRate, schedule, warmUp, optimizer, other, patience, augmentation);
    }

    /** The same with another number of epochs without a better result. */
    public GradientSettings withPatience(int other) {
        return new GradientSettings(
                epochs, batchSize, learningRate, schedule, warmUp, optimizer, loss, other, augmentation);
    }

    /** Every setting by its dashed key, for provenance. */
    public Map<String, String> byKey() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("epochs", Integer.toString(epochs));
        settings.put("batch-size", Integer.toString(batchSize));
        settings.put("learning-rate", learningRate.isPresent() ? Double.toString(peakRate()) : AUTO);
        settings.put("schedule", EnumNames.of(schedule));
        settings.put("warm-up", Double.toString(warmUp));
        settings.put("patience", Integer.toString(patience));
        settings.putAll(optimizer.byKey());
        settings.putAll(loss.byKey());
        settings.putAll(augmentation.byKey());
        return settings;
    }
}
