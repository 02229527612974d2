package org.tl4j.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.tl4j.core.error.Arguments.required;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;
import org.tl4j.learner.HeldOutImages;
import org.tl4j.learner.TrainingReport;
import org.tl4j.report.health.InspectionSections;
import org.tl4j.report.model.ExplainedModel;
import org.tl4j.report.model.ModelSections;
import org.tl4j.report.model.Predictions;
import org.tl4j.report.photos.Thumbnails;
import org.tl4j.report.training.AboutSection;
import org.tl4j.report.training.CurvesSection;
import org.tl4j.report.training.DecisionSection;

/**
 * A training run: how good the model is, where it is wrong, why it was trained in this way, and what it was trained on.
 * Immutable.
 *
 * <pre>{@code
 * TrainingHistory history = new TrainingHistory();
 * try (TransferLearner learner = TransferLearner.create()) {
 *     TrainingReport trained = learner.train(
 *             TrainingRequest.of(Path.of("photos"), Path.of("insects.tlz")).withListener(history));
 *     ThumbnailReader thumbnails = learner.thumbnails(ReadingSettings.DEFAULT);
 *     Report.of(TrainingContents.of(trained, history, thumbnails)).write(Path.of("insects.html"));
 * }
 * }</pre>
 */
public final class TrainingContents implements ReportContents {
    /** Classes whose sizes differ by this factor or more are unbalanced. */
    private static final int UNBALANCED = 5;

    private final TrainingReport report;
    private final Optional<ModelSections> model;
    private final Html summary;
    private final List<Section> sections;

    private TrainingContents(
            TrainingReport report, TrainingHistory history, Optional<ModelSections> model, List<Section> data) {
        this.report = report;
        this.model = model;
        this.summary = top();
        List<Section> all = new ArrayList<>();
        model.ifPresent(present -> all.addAll(present.sections(trained())));
        // examples are the last of them, and belong to the data
        int rest = all.isEmpty() ? 0 : all.size() - (report.split().train().isEmpty() ? 0 : 1);
        List<Section> training = new ArrayList<>();
        DecisionSection.of(report.decisions()).ifPresent(training::add);
        CurvesSection.of(history).ifPresent(training::add);
        all.addAll(rest, training);
        all.addAll(data);
        all.add(AboutSection.of(report));
        this.sections = List.copyOf(all);
    }

    /**
     * The contents of a report on training. Reads the images that it shows; one that cannot be read is left out.
     *
     * @param report what the run did
     * @param history what it reported; one that has received nothing leaves out the curves
     * @param thumbnails makes small copies of the images
     */
    public static TrainingContents of(TrainingReport report, TrainingHistory history, ThumbnailReader thumbnails) {
        return of(report, history, thumbnails, Optional.empty(), Optional.empty());
    }

    /**
     * The same with data health, a map of the images, and which parts of photos spoke for predictions.
     *
     * @param inspection of the images of the run; empty leaves the sections on the data out
     * @param explainer of the model, used until this returns; empty leaves that section out
     */
    public static TrainingContents of(
            TrainingReport report,
            TrainingHistory history,
            ThumbnailReader thumbnails,
            Optional<Inspection> inspection,
            Optional<ImageExplainer> explainer) {
        required(report, "report");
        required(inspection, "inspection");
        required(thumbnails, "thumbnails");
        List<ImageLocation> further = inspection.map(InspectionSections::photos).orElse(List.of());
        Optional<ModelSections> model = report.heldOut()
                .filter(heldOut -> !heldOut.images().isEmpty())
                .map(heldOut -> ModelSections.of(
                        predictions(report, heldOut),
                        report.split().train(),
                        further,
                        thumbnails,
                        Report.IMAGE_BYTES,
                        explainer.map(given ->
                                new ExplainedModel(given, report.manifest().preprocessing()))));
        Thumbnails small = model.map(ModelSections::thumbnails)
                .orElseGet(() -> Thumbnails.read(thumbnails, further, Report.IMAGE_BYTES));
        List<Section> data =
                inspection.map(found -> InspectionSections.of(found, small)).orElse(List.of());
        return new TrainingContents(report, required(history, "history"), model, data);
    }

    private static Predictions predictions(TrainingReport report, HeldOutImages heldOut) {
        return new Predictions(
                report.manifest().labels(), heldOut.images(), heldOut.familiarity(), report.calibration());
    }

    @Override
    public String title() {
        return "Training of " + Summary.file(report.bundle());
    }

    @Override
    public Html summary() {
        return summary;
    }

    @Override
    public List<Section> sections() {
        return sections;
    }

    private Html top() {
        BundleManifest manifest = report.manifest();
        int labels = manifest.labels().size();
        boolean several = manifest.labels().isMultiLabel();
        Summary top = new Summary("Training", Summary.file(report.bundle()));
        List<Html> first = new ArrayList<>();
        first.add(Html.text(
                several
                        ? "This model says which of " + Numbers.count(labels, "label") + " an image has: "
                        : "This model sorts images into " + Numbers.count(labels, "class") + ": "));
        first.addAll(Summary.names(manifest.labels().names()));
        first.add(Html.text(". It was trained on %s with %s "
                .formatted(
                        Numbers.count(report.trainImages(), "image"),
                        manifest.strategy().equals(FromScratchSettings.NAME)
                                ? "the architecture of"
                                : "the pretrained network")));
        first.add(Html.name(manifest.backbone()));
        first.add(Html.text(how(manifest.strategy()) + "."));
        top.sentence(Html.join(first));
        figures(top);
        top.figure("Time", Numbers.seconds(report.total()), "of which training " + Numbers.seconds(report.training()));
        warnings(top);
        return top.html();
    }

    private static String how(String strategy) {
        return switch (strategy) {
            case FeatureExtractionSettings.NAME -> ", which stayed as it was; only a new output layer was fitted";
            case FineTuningSettings.NAME -> ", a part of which was trained further";
            case FromScratchSettings.NAME -> ", from random weights: nothing pretrained is in it";
            default -> " (" + strategy + ")";
        };
    }

    private void figures(Summary top) {
        Score score = report.validation();
        String images = score.crossValidated() ? "training images" : "validation images";
        String more = score.crossValidated()
                ? ", each predicted by a model that was fitted to the others"
                : ", which it was not fitted to";
        if (model.isPresent()) {
            ResultFigures.add(
                    top,
                    model.get().figures(),
                    report.calibration().temperature().map(TemperatureFit::errorAfter),
                    images,
                    more);
        } else {
            boolean accuracy = score.metric() == ScoreMetric.ACCURACY;
            top.figure(
                    accuracy ? "Accuracy" : "Mean average precision",
                    accuracy ? Numbers.percent(score.value()) : Numbers.decimal(score.value()),
                    "on " + Numbers.count(score.images()) + " " + images + more);
        }
        top.sentence(
                "Settings were chosen by the same images, so expect slightly less on new ones; a separate test set,"
                        + " which nothing was chosen by, tells how much.");
    }

    private void warnings(Summary top) {
        report.warnings().stream()
                .filter(warning -> warning.kind() != WarningKind.BACKBONE_BY_DEFAULT)
                .map(TrainingWarning::message)
                .forEach(top::warning);
        Map<String, Long> trained = trained();
        if (!trained.isEmpty() && !report.manifest().labels().isMultiLabel()) {
            long least = Collections.min(trained.values());
            long most = Collections.max(trained.values());
            if (most >= UNBALANCED * Math.max(1, least)) {
                top.warning(
                        "The classes are unbalanced: the largest has %s, the smallest %s. Accuracy speaks mostly for the large ones; look at macro F1 and at each class."
                                .formatted(Numbers.count(most, "training image"), Numbers.count(least)));
            }
        }
        if (!report.skipped().isEmpty()) {
            top.warning(Summary.skipped(report.skipped().size()));
        }
    }

    private Map<String, Long> trained() {
        Map<String, Long> counted = report.split().train().stream()
                .flatMap(sample -> sample.annotation().present().stream())
                .collect(groupingBy(label -> label, counting()));
        return counted;
    }
}
