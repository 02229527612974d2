package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.provenance.EnumNames;

/**
 * How a pretrained network is fine-tuned: a head fitted to the frozen network first, then all of it or its upper part by
 * gradient descent (Kumar et al. 2022, "Fine-Tuning can Distort Pretrained Features and Underperform Out-of-Distribution").
 *
 * @param head how the head is fitted before
 * @param gradient the gradient training; its learning rate is that of the head; empty takes that of the backbone
 * @param backboneFactor what the head's rate is multiplied by for the pretrained layer group next to it, in (0, 1]
 * @param layerDecay what the rate is multiplied by from each pretrained group to the one below it, in (0, 1]
 * @param batchNorm how batch norms are treated
 * @param unfreezeFrom the first layer group that is trained; the layers below stay as they were pretrained, run once
 *     per image, and receive no augmented images. Empty trains all
 * @param gradual after how many epochs the next lower group is trained as well, the head being trained alone at first
 *     (Howard and Ruder 2018, "Universal Language Model Fine-tuning"), at least 0; 0 trains all groups from the start
 */
public record FineTuningSettings(
        HeadSettings head,
        GradientSettings gradient,
        double backboneFactor,
        double layerDecay,
        BatchNormMode batchNorm,
        Optional<String> unfreezeFrom,
        int gradual)
        implements StrategySettings {
    /** What a user calls it. */
    public static final String NAME = "fine-tuning";

    /** The defaults of {@code config/fine-tuning.yaml}. */
    public static final FineTuningSettings DEFAULT = new FineTuningSettings(
            HeadSettings.DEFAULT,
            new GradientSettings(
                    20,
                    16,
                    OptionalDouble.empty(),
                    Schedule.ONE_CYCLE,
                    0.15,
                    new Optimizer(Optimizer.Kind.ADAMW, 0.9, 1e-4, 0.01, 0),
                    new LossSettings(0.05, false, 0),
                    0,
                    new Augmentation(true, 2, 1, 0, 0, 0)),
            0.1,
            1,
            BatchNormMode.FROZEN,
            Optional.empty(),
            0);

    public FineTuningSettings {
        requireNonNull(head, "head is null");
        requireNonNull(gradient, "gradient is null");
        requireShare(backboneFactor, "backbone-factor");
        requireShare(layerDecay, "layer-decay");
        requireNonNull(batchNorm, "batchNorm is null");
        requireNonNull(unfreezeFrom, "unfreezeFrom is null");
        if (gradual < 0) {
            throw new UsageException("gradual", "must be at least 0", "" + gradual, "");
        }
        if (gradual > 0 && batchNorm == BatchNormMode.ADAPTIVE) {
            throw new UsageException(
                    "gradual",
                    "must be 0 under batch-norm=adaptive, where waiting groups would use the statistics of batches",
                    "" + gradual,
                    "choose batch-norm=frozen");
        }
        if (head.refit() && gradient.patience() > 0) {
            throw new UsageException(
                    "refit",
                    "must be false with a patience, since no validation images are left to decide when to stop",
                    "true",
                    "choose epochs, and patience=0");
        }
        if (head.classWeights() != gradient.loss().classWeights()) {
            throw new UsageException(
                    "class-weights",
                    "must be the same for the head and for the gradient training after it",
                    head.classWeights() + " and " + gradient.loss().classWeights(),
                    "");
        }
    }

    private static void requireShare(double value, String key) {
        if (!(value > 0 && value <= 1)) {
            throw new UsageException(key, "must be in (0, 1]", "" + value, "");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The same with a learning rate: if empty, the rate of {@code backbone}. */
    public FineTuningSettings forBackbone(BackboneSpec backbone) {
        return withGradient(gradient.withLearningRate(gradient.learningRate().orElse(backbone.fineTuningRate())));
    }

    /** The same with another head. */
    public FineTuningSettings withHead(HeadSettings other) {
        return new FineTuningSettings(other, gradient, backboneFactor, layerDecay, batchNorm, unfreezeFrom, gradual);
    }

    /** The same with other settings of gradient training. */
    public FineTuningSettings withGradient(GradientSettings other) {
        return new FineTuningSettings(head, other, backboneFactor, layerDecay, batchNorm, unfreezeFrom, gradual);
    }

    /** The same, training the groups from {@code group} on. */
    public FineTuningSettings withUnfreezeFrom(String group) {
        return new FineTuningSettings(
                head, gradient, backboneFactor, layerDecay, batchNorm, Optional.of(group), gradual);
    }

    /** The same with another factor for the pretrained group next to the head. */
    public FineTuningSettings withBackboneFactor(double other) {
        return new FineTuningSettings(head, gradient, other, layerDecay, batchNorm, unfreezeFrom, gradual);
    }

    /** The same with another factor from each pretrained group to the one below it. */
    public FineTuningSettings withLayerDecay(double other) {
        return new FineTuningSettings(head, gradient, backboneFactor, other, batchNorm, unfreezeFrom, gradual);
    }

    /** The same with another treatment of batch norms. */
    public FineTuningSettings withBatchNorm(BatchNormMode other) {
        return new FineTuningSettings(head, gradient, backboneFactor, layerDecay, other, unfreezeFrom, gradual);
    }

    /** The same, training the next lower group after another number of epochs. */
    public FineTuningSettings withGradual(int other) {
        return new FineTuningSettings(head, gradient, backboneFactor, layerDecay, batchNorm, unfreezeFrom, other);
    }

    @Override
    public Map<String, String> byKey() {
        Map<String, String> settings = new TreeMap<>(head.byKey());
        settings.putAll(gradient.byKey());
        settings.put("backbone-factor", Double.toString(backboneFactor));
        settings.put("layer-decay", Double.toString(layerDecay));
        settings.put("batch-norm", EnumNames.of(batchNorm));
        settings.put("unfreeze-from", unfreezeFrom.orElse(""));
        settings.put("gradual", Integer.toString(gradual));
        return settings;
    }
}
