package org.tl4j.report;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.report.model.ExplainedModel;
import org.tl4j.report.model.ModelSections;
import org.tl4j.report.model.Predictions;
import org.tl4j.report.training.AboutSection;

/**
 * An evaluation: how good a model is on a set of images, and where it is wrong. Immutable.
 *
 * <pre>{@code
 * EvaluationRecorder recorder = new EvaluationRecorder();
 * try (TransferLearner learner = TransferLearner.create()) {
 *     Path model = Path.of("insects.tlz");
 *     EvaluationReport measured = learner.evaluate(
 *             EvaluationRequest.of(model, Path.of("other photos")).withListener(recorder));
 *     ThumbnailReader thumbnails = learner.thumbnails(ReadingSettings.DEFAULT);
 *     Report.of(EvaluationContents.of(model, learner.bundles().read(model), measured, recorder, thumbnails))
 *             .write(Path.of("insects-other-photos.html"));
 * }
 * }</pre>
 */
public final class EvaluationContents implements ReportContents {
    private final String title;
    private final Html summary;
    private final List<Section> sections;

    private EvaluationContents(String title, Html summary, List<Section> sections) {
        this.title = title;
        this.summary = summary;
        this.sections = List.copyOf(sections);
    }

    /**
     * The contents of a report on an evaluation. Reads the images that it shows; one that cannot be read is left out.
     *
     * @param file of the model
     * @param bundle the model
     * @param report what the evaluation found
     * @param recorder what was predicted for each image
     * @param thumbnails makes small copies of the images
     * @throws org.tl4j.core.error.DataException if the recorder has received no image
     */
    public static EvaluationContents of(
            Path file,
            Bundle bundle,
            EvaluationReport report,
            EvaluationRecorder recorder,
            ThumbnailReader thumbnails) {
        return of(file, bundle, report, recorder, thumbnails, Optional.empty());
    }

    /**
     * The same with a section that shows which parts of photos spoke for predictions.
     *
     * @param explainer of the model; used until this returns
     * @throws org.tl4j.core.error.DataException if the recorder has received no image
     */
    public static EvaluationContents of(
            Path file,
            Bundle bundle,
            EvaluationReport report,
            EvaluationRecorder recorder,
            ThumbnailReader thumbnails,
            ImageExplainer explainer) {
        return of(file, bundle, report, recorder, thumbnails, Optional.of(required(explainer, "explainer")));
    }

    private static EvaluationContents of(
            Path file,
            Bundle bundle,
            EvaluationReport report,
            EvaluationRecorder recorder,
            ThumbnailReader thumbnails,
            Optional<ImageExplainer> explainer) {
        var labels = bundle.manifest().labels();
        Predictions predictions =
                new Predictions(labels, recorder.images(labels), recorder.familiarity(), bundle.calibration());
        ModelSections model = ModelSections.of(
                predictions,
                report.result(),
                List.of(),
                required(thumbnails, "thumbnails"),
                Report.IMAGE_BYTES,
                explainer.map(
                        given -> new ExplainedModel(given, bundle.manifest().preprocessing())));
        String name = Summary.file(file);
        Summary top = new Summary("Evaluation", name);
        top.sentence("This model was measured on %s%s."
                .formatted(
                        Numbers.count(report.result().images(), "image"),
                        report.subset().map(EvaluationContents::subset).orElse("")));
        ResultFigures.add(
                top, report.result(), report.calibration().flatMap(CalibrationCheck::calibratedError), "images", "");
        report.warnings().stream().map(TrainingWarning::message).forEach(top::warning);
        if (!report.skipped().isEmpty()) {
            top.warning(Summary.skipped(report.skipped().size()));
        }
        List<Section> sections = new ArrayList<>(model.sections(Map.of()));
        sections.add(AboutSection.of(bundle.manifest(), report.skipped()));
        return new EvaluationContents("Evaluation of " + name, top.html(), sections);
    }

    private static String subset(Subset subset) {
        return switch (subset) {
            case TRAIN -> " that it was trained on";
            case VALIDATION -> " of the validation part";
            case TEST -> " of the test part";
        };
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Html summary() {
        return summary;
    }

    @Override
    public List<Section> sections() {
        return sections;
    }
}
