package org.tl4j.report;

import static org.tl4j.core.error.Arguments.required;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.GrowthReport;
import org.tl4j.learner.GrowthRequest;
import org.tl4j.learner.InspectionRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/**
 * The contents of reports with everything that the learner can say: the images are inspected, and heat maps are computed.
 * Each call reads images and takes seconds; the result is finished and can be written at any time. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * TrainingHistory history = new TrainingHistory();
 * TrainingRequest request = TrainingRequest.of(Path.of("photos"), Path.of("insects.tlz")).withListener(history);
 * try (TransferLearner learner = TransferLearner.create()) {
 *     TrainingReport trained = learner.train(request);
 *     Report.of(Reports.ofTraining(learner, request, trained, history)).write(Path.of("insects.html"));
 * }
 * }</pre>
 */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private Reports() {}

    /**
     * A report on training, with data health, a map of the images and heat maps. If the images cannot be inspected, that is
     * logged as a warning and those sections are left out.
     *
     * @param learner that trained, still open
     * @param request what was to be trained; its progress receives how far the inspection is
     * @param trained what came of it
     * @param history the events of the training; one that has received nothing leaves out the curves
     * @throws org.tl4j.core.error.BundleException if the model cannot be read any more
     * @throws InterruptedWorkException if the thread is interrupted
     */
    public static TrainingContents ofTraining(
            TransferLearner learner, TrainingRequest request, TrainingReport trained, TrainingHistory history) {
        required(request, "request");
        return training(
                learner,
                InspectionRequest.ofTraining(request.data(), trained, request.backbone(), request.reading())
                        .withProgress(request.progress()),
                trained,
                history);
    }

    /**
     * The same for a model that was trained further.
     *
     * @param request what was to be trained
     * @param grown what came of it; the new model must have been written
     * @throws org.tl4j.core.error.BundleException if the model cannot be read, as one that was not written
     * @throws InterruptedWorkException if the thread is interrupted
     */
    public static TrainingContents ofGrowth(
            TransferLearner learner, GrowthRequest request, GrowthReport grown, TrainingHistory history) {
        required(request, "request");
        TrainingReport trained = required(grown, "grown").training();
        return training(
                learner,
                InspectionRequest.ofTraining(
                                request.data().orElse(request.model()), trained, Optional.empty(), request.reading())
                        .withProgress(request.progress()),
                trained,
                history);
    }

    private static TrainingContents training(
            TransferLearner learner, InspectionRequest inspected, TrainingReport trained, TrainingHistory history) {
        required(learner, "learner");
        Optional<Inspection> inspection = inspection(learner, inspected);
        try (ImageExplainer explainer = learner.explainer(trained.bundle(), inspected.reading())) {
            return TrainingContents.of(
                    trained, history, learner.thumbnails(inspected.reading()), inspection, Optional.of(explainer));
        }
    }

    private static Optional<Inspection> inspection(TransferLearner learner, InspectionRequest request) {
        try {
            return Optional.of(learner.inspect(request).inspection());
        } catch (InterruptedWorkException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) { // the report is of use without it
            LOG.warn("the images were not inspected for the report: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * A report on an evaluation, with heat maps.
     *
     * @param learner that evaluated, still open
     * @param request what was evaluated, with {@code recorder} as its listener
     * @param measured what came of it
     * @param recorder what was predicted for each image
     * @throws org.tl4j.core.error.BundleException if the model cannot be read any more
     * @throws org.tl4j.core.error.DataException if the recorder has received no image
     * @throws InterruptedWorkException if the thread is interrupted
     */
    public static EvaluationContents ofEvaluation(
            TransferLearner learner,
            EvaluationRequest request,
            EvaluationReport measured,
            EvaluationRecorder recorder) {
        required(learner, "learner");
        required(request, "request");
        try (ImageExplainer explainer = learner.explainer(request.bundle(), request.reading())) {
            return EvaluationContents.of(
                    request.bundle(),
                    learner.bundles().read(request.bundle()),
                    required(measured, "measured"),
                    required(recorder, "recorder"),
                    learner.thumbnails(request.reading()),
                    explainer);
        }
    }
}
