package org.tl4j.report.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Photo;

/** Photos that are worth looking at. */
final class PhotosSection {
    /** Photos of one kind. */
    static final int MOST = 24;

    /** Examples of one class, and of all. */
    static final int MOST_EXAMPLES = 4;

    private static final int MOST_OF_ALL = 240;

    private PhotosSection() {}

    static Section mistakes(List<Judged> mistakes, int images, Captions captions, Gallery gallery) {
        String count = mistakes.isEmpty()
                ? "No image was predicted wrongly."
                : "%s of %s predicted wrongly%s. A prediction that is sure and wrong is often a wrong label, or a photo of something else."
                        .formatted(
                                Numbers.count(mistakes.size()),
                                images == 1 ? "1 image was" : Numbers.count(images) + " images were",
                                mistakes.size() > MOST ? "; shown are the " + MOST + " surest" : ", the surest first");
        return section(
                "mistakes",
                "Where it is wrong",
                count,
                gallery.of(
                        "Wrong predictions",
                        first(mistakes).stream().map(captions::judged).toList()));
    }

    static Section leastCertain(List<Judged> images, Captions captions, Gallery gallery) {
        return section(
                "least-certain",
                "Where it is least certain",
                "For these images the two most probable classes are closest. Where they are close, more training images like"
                        + " them help most."
                        + " The frame shows whether the prediction is right: green, or red.",
                gallery.of(
                        "Least certain predictions",
                        first(images).stream().map(captions::uncertain).toList()));
    }

    static Section unfamiliar(Predictions predictions, Gallery gallery) {
        double bound = predictions.calibration().familiarity().orElseThrow().bound();
        List<EvaluatedLabels> images = predictions.unfamiliar();
        String text = images.isEmpty()
                ? "No image is unlike the training images."
                : "%s of %s unlike the training images: less familiar than %s of the images that the bound was set on, the least familiar first. A few always are. Check whether they belong to the task."
                        .formatted(
                                Numbers.count(images.size()),
                                Numbers.count(predictions.images().size(), "image")
                                        + (predictions.images().size() == 1 ? " is" : " are"),
                                Numbers.wholePercent(1 - bound));
        return section(
                "unfamiliar",
                "What is unlike the training images",
                text,
                gallery.of(
                        "Unfamiliar images",
                        images.stream().limit(MOST).map(PhotosSection::plain).toList()));
    }

    private static Photo plain(EvaluatedLabels image) {
        return Captions.labelled(image.location(), image.actual().text());
    }

    /** Training images of each label. */
    static Section examples(List<Sample> train, Gallery gallery) {
        List<Sample> examples = examplesOf(train);
        Map<String, Long> counts = train.stream()
                .flatMap(sample -> sample.annotation().present().stream())
                .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element(
                "p", "What the model was shown: some training images with their labels, as they are in the data."));
        parts.add(gallery.of(
                "Training images",
                examples.stream()
                        .map(sample -> Captions.labelled(
                                sample.location(), sample.annotation().text()))
                        .toList()));
        if (counts.size() * MOST_EXAMPLES > MOST_OF_ALL) {
            parts.add(Html.element("p")
                    .classes("note")
                    .text("Not every class is shown: there are " + Numbers.count(counts.size()) + ".")
                    .html());
        }
        boolean several =
                train.stream().anyMatch(sample -> sample.annotation().present().size() > 1);
        return new Section("examples", "Examples of each " + (several ? "label" : "class"), Html.join(parts));
    }

    /** A few of each label, each image once, chosen by content, so that the choice does not depend on the order of files. */
    static List<Sample> examplesOf(List<Sample> train) {
        Map<String, List<Sample>> byLabel = new TreeMap<>();
        for (Sample sample : train) {
            List<String> labels = sample.annotation().present();
            (labels.isEmpty() ? List.of(sample.annotation().text()) : labels)
                    .forEach(label -> byLabel.computeIfAbsent(label, key -> new ArrayList<>())
                            .add(sample));
        }
        return byLabel.values().stream()
                .flatMap(samples -> samples.stream()
                        .sorted(Comparator.comparing(Sample::digest))
                        .limit(MOST_EXAMPLES))
                .distinct()
                .limit(MOST_OF_ALL)
                .toList();
    }

    /** The images that the page wants, the most important first. */
    static List<ImageLocation> wanted(Predictions predictions, JudgedImages judged) {
        List<ImageLocation> wanted = new ArrayList<>();
        first(judged.mistakes()).forEach(image -> wanted.add(image.location()));
        first(judged.leastCertain()).forEach(image -> wanted.add(image.location()));
        predictions.unfamiliar().stream().limit(MOST).forEach(image -> wanted.add(image.location()));
        return wanted;
    }

    private static List<Judged> first(List<Judged> images) {
        return images.stream().limit(MOST).toList();
    }

    static Section section(String id, String title, String text, Html gallery) {
        return new Section(id, title, Html.join(List.of(Html.element("p", text), gallery)));
    }

    /** Empty where nothing is known of what is familiar. */
    static Optional<Section> unfamiliarIfKnown(Predictions predictions, Gallery gallery) {
        return predictions.calibration().familiarity().isEmpty()
                        || predictions.familiarity().isEmpty()
                ? Optional.empty()
                : Optional.of(unfamiliar(predictions, gallery));
    }
}
