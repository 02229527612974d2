package org.tl4j.dl4j;

import java.util.function.Supplier;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.TrainingListener;

/** Starts ND4J with the first fit, so that an application that trains nothing does not start it. */
final class LazyHeadTrainer implements HeadTrainer {
    private final Supplier<Dl4jBackend> backend;

    LazyHeadTrainer(Supplier<Dl4jBackend> backend) {
        this.backend = backend;
    }

    @Override
    public HeadFit fit(
            LabelledFeatures train,
            LabelledFeatures validation,
            HeadSettings settings,
            long seed,
            TrainingListener listener) {
        return backend.get().headTrainer().fit(train, validation, settings, seed, listener);
    }

    @Override
    public HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings) {
        return backend.get().headTrainer().refit(chosen, images, settings);
    }
}
