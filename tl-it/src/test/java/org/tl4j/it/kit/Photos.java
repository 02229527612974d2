package org.tl4j.it.kit;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/** Training on real photos with the ImageNet network. */
public final class Photos {
    /** The network for photos. */
    public static final String BACKBONE = "squeezenet1_1-imagenet";

    private Photos() {}

    /** A request for feature extraction with all defaults; skips the test where the weights are absent. */
    public static TrainingRequest request(Path data, Path bundle) {
        Fixtures.path("weights/" + BACKBONE + ".safetensors");
        return TrainingRequest.of(data, bundle)
                .withBackbone(BackboneRequest.of(BACKBONE))
                .withStrategy(FeatureExtractionSettings.DEFAULT);
    }

    /** Trains with all defaults. */
    public static TrainingReport train(TransferLearner learner, Path data, Path bundle) {
        return learner.train(request(data, bundle));
    }

    /** How good a bundle is on one part. */
    public static Evaluation evaluate(TransferLearner learner, Path bundle, Path data, Subset part) {
        return learner.evaluate(
                        new EvaluationRequest(bundle, data, Optional.of(part), ReadingSettings.DEFAULT, Progress.NONE))
                .evaluation();
    }
}
