package org.tl4j.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.EvaluationResult;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.report.Section;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Thumbnails;

/** All sections on what a model predicted. Immutable. */
public final class ModelSections {
    private final Predictions predictions;
    private final JudgedImages judged;
    private final List<Sample> train;
    private final Thumbnails thumbnails;
    private final Gallery gallery;
    private final Optional<WhySection> why;
    private final EvaluationResult figures;

    private ModelSections(
            Predictions predictions,
            JudgedImages judged,
            EvaluationResult figures,
            List<Sample> train,
            Thumbnails thumbnails,
            Optional<WhySection> why) {
        this.predictions = predictions;
        this.judged = judged;
        this.figures = figures;
        this.train = train;
        this.thumbnails = thumbnails;
        this.gallery = new Gallery(thumbnails);
        this.why = why;
    }

    /**
     * Sections on predictions.
     *
     * @param predictions of at least one image
     * @param figures of these predictions
     * @param train training images, of which examples are shown; may be empty
     * @param reader makes the small copies
     * @param bytes how many the images may take
     * @param explained shows what spoke for predictions; empty leaves that section out
     */
    public static ModelSections of(
            Predictions predictions,
            EvaluationResult figures,
            List<Sample> train,
            ThumbnailReader reader,
            int bytes,
            Optional<ExplainedModel> explained) {
        return of(predictions, figures, train, List.of(), reader, bytes, explained);
    }

    /**
     * Sections on predictions whose figures are still to be computed, with small copies of images that other sections of the
     * page show.
     *
     * @param further where those are, the most important first; they come after those of these sections
     */
    public static ModelSections of(
            Predictions predictions,
            List<Sample> train,
            List<ImageLocation> further,
            ThumbnailReader reader,
            int bytes,
            Optional<ExplainedModel> explained) {
        return of(predictions, predictions.figures(), train, further, reader, bytes, explained);
    }

    private static ModelSections of(
            Predictions predictions,
            EvaluationResult figures,
            List<Sample> train,
            List<ImageLocation> further,
            ThumbnailReader reader,
            int bytes,
            Optional<ExplainedModel> explained) {
        JudgedImages judged = JudgedImages.of(predictions);
        Optional<WhySection> why = explained.map(model ->
                WhySection.of(predictions, judged, model.explainer(), model.preprocessing(), System::nanoTime));
        List<ImageLocation> wanted = new ArrayList<>();
        why.ifPresent(section -> wanted.addAll(section.wanted()));
        wanted.addAll(wanted(predictions, judged, train));
        wanted.addAll(further);
        return new ModelSections(
                predictions, judged, figures, List.copyOf(train), Thumbnails.read(reader, wanted, bytes), why);
    }

    /** The small copies of all images that were asked for. */
    public Thumbnails thumbnails() {
        return thumbnails;
    }

    private static List<ImageLocation> wanted(Predictions predictions, JudgedImages judged, List<Sample> train) {
        List<ImageLocation> wanted = new ArrayList<>(
                predictions.labels().isMultiLabel() ? new SeveralLabels(predictions).wanted() : List.of());
        wanted.addAll(PhotosSection.wanted(predictions, judged));
        PhotosSection.examplesOf(train).forEach(sample -> wanted.add(sample.location()));
        ConfusionSection.wanted(judged.all()).forEach(image -> wanted.add(image.location()));
        return wanted;
    }

    /** The figures. */
    public EvaluationResult figures() {
        return figures;
    }

    /**
     * The sections, in their order.
     *
     * @param trained training images of each label; empty where that is not known
     */
    public List<Section> sections(Map<String, Long> trained) {
        List<Section> sections = new ArrayList<>();
        if (figures instanceof Evaluation evaluation) {
            Captions captions = new Captions(predictions.labels());
            sections.add(PhotosSection.mistakes(
                    judged.mistakes(), predictions.images().size(), captions, gallery));
            sections.add(new ConfusionSection(evaluation, judged.all(), captions, gallery).section());
            sections.add(ClassesSection.of(evaluation, trained));
            sections.add(PhotosSection.leastCertain(judged.leastCertain(), captions, gallery));
        } else if (figures instanceof MultiLabelEvaluation evaluation) {
            SeveralLabels several = new SeveralLabels(predictions);
            sections.add(several.mistakes(gallery));
            sections.add(ClassesSection.of(evaluation, trained));
            sections.add(several.together());
        }
        why.ifPresent(section -> sections.add(section.section(gallery)));
        PhotosSection.unfamiliarIfKnown(predictions, gallery).ifPresent(sections::add);
        sections.add(new ReliabilitySection(predictions).section());
        if (!predictions.calibration().thresholds().isEmpty()) {
            sections.add(ClassesSection.thresholds(predictions.calibration().thresholds()));
        }
        if (!train.isEmpty()) {
            sections.add(PhotosSection.examples(train, gallery));
        }
        return sections;
    }
}
