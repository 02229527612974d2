package org.tl4j.report.health;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.FindingText;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.InspectionCheck;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.core.inspection.NearDuplicate;
import org.tl4j.core.inspection.PixelDefect;
import org.tl4j.core.inspection.PixelFinding;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.Summary;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Photo;
import org.tl4j.report.photos.Thumbnails;

/** The section "Data health": what is likely wrong with the images and their labels, with the photos of each finding. */
public final class HealthSection {
    private static final String ID = "health";
    private static final int MOST_LABELS = 24;
    private static final int MOST_PAIRS = 12;
    private static final int MOST_COPIES = 6;
    private static final int MOST_OF_GROUP = 3;
    private static final int MOST_OUTLIERS = 12;
    private static final int MOST_PER_DEFECT = 6;

    /** The share of wrong labels that data sets hardly exceed; a list that is longer is of a weak model. */
    private static final double MOST_TRUSTED = 0.2;

    private final Inspection inspection;
    private final Gallery gallery;

    private HealthSection(Inspection inspection, Thumbnails thumbnails) {
        this.inspection = inspection;
        this.gallery = new Gallery(thumbnails);
    }

    /**
     * The section.
     *
     * @param thumbnails of {@link #photos}; those that are missing are named only
     */
    public static Section of(Inspection inspection, Thumbnails thumbnails) {
        return new Section(ID, "Data health", new HealthSection(inspection, thumbnails).content());
    }

    /** The images that the section shows, the most important first. */
    public static List<ImageLocation> photos(Inspection inspection) {
        Set<ImageLocation> photos = new LinkedHashSet<>();
        inspection.wrongLabels().stream()
                .limit(MOST_LABELS)
                .forEach(label -> photos.add(location(inspection, label.image())));
        inspection.nearDuplicates().stream().limit(MOST_PAIRS).forEach(pair -> {
            photos.add(location(inspection, pair.first()));
            photos.add(location(inspection, pair.second()));
        });
        copies(inspection)
                .forEach(group -> group.images().stream()
                        .limit(MOST_OF_GROUP)
                        .forEach(image -> photos.add(image.sample().location())));
        inspection.outliers().stream()
                .limit(MOST_OUTLIERS)
                .forEach(outlier -> photos.add(location(inspection, outlier.image())));
        Stream.of(PixelDefect.values())
                .flatMap(defect -> shown(inspection, defect))
                .forEach(finding -> photos.add(location(inspection, finding.image())));
        return List.copyOf(photos);
    }

    private static ImageLocation location(Inspection inspection, int image) {
        return inspection.images().get(image).sample().location();
    }

    /** Those that do harm first. */
    private static Stream<ExactCopies> copies(Inspection inspection) {
        return inspection.exactCopies().stream()
                .sorted(comparing(group -> !group.isConflict() && !group.isAcrossSubsets()))
                .limit(MOST_COPIES);
    }

    private static Stream<PixelFinding> shown(Inspection inspection, PixelDefect defect) {
        return inspection.pixelFindings().stream()
                .filter(finding -> finding.defect() == defect)
                .limit(MOST_PER_DEFECT);
    }

    private Html content() {
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("p")
                .text("These are suspicions, not verdicts: look at the photos and decide. "
                        + "Correct or remove what is really wrong, and train again; nothing was changed.")
                .html());
        parts.add(counts());
        labels(parts);
        nearDuplicates(parts);
        exactCopies(parts);
        parts.addAll(HealthCharts.shortcuts(inspection.shortcuts()));
        outliers(parts);
        pixels(parts);
        parts.addAll(HealthCharts.balance(inspection));
        limits(parts);
        return Html.join(parts);
    }

    private Html counts() {
        HtmlElement list = Html.element("ul").classes("figures");
        list.add(figure(InspectionCheck.LABELS, inspection.wrongLabels().size(), "Likely wrong labels", wrong()));
        list.add(figure(
                InspectionCheck.NEAR_DUPLICATES, inspection.nearDuplicates().size(), "Near-duplicate pairs", across()));
        list.add(Summary.item(
                "Groups of exact copies", Numbers.count(inspection.exactCopies().size()), "same bytes"));
        list.add(
                figure(InspectionCheck.OUTLIERS, inspection.outliers().size(), "Outliers", "images unlike all others"));
        list.add(figure(
                InspectionCheck.PIXELS,
                inspection.pixelFindings().size(),
                "Bad photos",
                "blurred, dark, tiny and so on"));
        list.add(Summary.item(
                "Images inspected",
                Numbers.count(inspection.images().size()),
                Numbers.count(inspection.classes().size(), "class")));
        return list.html();
    }

    private String across() {
        boolean parts =
                inspection.images().stream().anyMatch(image -> image.role().isPresent());
        long pairs = inspection.nearDuplicates().stream()
                .filter(NearDuplicate::acrossSubsets)
                .count();
        return !parts
                ? "two images, nearly the same"
                : (pairs == 0 ? "none" : Numbers.count(pairs)) + " between training, validation and test";
    }

    private String wrong() {
        long images = inspection.wrongLabels().stream()
                .map(LikelyWrongLabel::image)
                .distinct()
                .count();
        return images == 0
                ? "none found"
                : "on " + Numbers.percent((double) images / inspection.images().size()) + " of the images";
    }

    /** A number of findings, unless nothing was looked for. */
    private Html figure(InspectionCheck check, int findings, String what, String more) {
        boolean checked =
                inspection.limits().stream().noneMatch(limit -> limit.check() == check && limit.checked() == 0);
        return checked ? Summary.item(what, Numbers.count(findings), more) : Summary.item(what, "–", "not checked");
    }

    private void labels(List<Html> parts) {
        if (inspection.wrongLabels().isEmpty()) {
            return;
        }
        parts.add(heading("Likely wrong labels"));
        parts.add(note(
                "A model that never saw the image gives another label, with the probability below the photo. Some are hard cases "
                        + "with the right label. "
                        + "Correct the label, or remove the image if it shows both or neither."
                        + doubtful() + more(inspection.wrongLabels().size(), MOST_LABELS)));
        parts.add(gallery.of(
                "Likely wrong labels",
                inspection.wrongLabels().stream()
                        .limit(MOST_LABELS)
                        .map(this::photo)
                        .toList()));
    }

    private String doubtful() {
        // of several labels, an image has many that may be wrong
        boolean oneLabel = inspection.wrongLabels().stream()
                .allMatch(label -> label.given().isPresent() && label.likely().isPresent());
        return !oneLabel
                        || inspection.wrongLabels().size()
                                <= MOST_TRUSTED * inspection.images().size()
                ? ""
                : " So many are listed that most are likely mistakes of the model, which knows such images badly: begin with "
                        + "the first, or use another network.";
    }

    private Photo photo(LikelyWrongLabel label) {
        String given = label.given().orElse("absent");
        String likely = label.likely().orElse("absent");
        List<Html> lines = label.given().isPresent() && label.likely().isPresent()
                ? List.of(
                        Html.join(List.of(Html.text("label: "), Html.name(given))),
                        line("likely: ", likely, label.likelyProbability()))
                : label.given().isPresent()
                        ? List.of(line("likely not ", given, label.likelyProbability()))
                        : List.of(line("likely also ", likely, label.likelyProbability()));
        return photo(inspection.images().get(label.image()), lines, Optional.of(false));
    }

    private static Html line(String before, String name, double probability) {
        return Html.join(
                List.of(Html.text(before), Html.name(name), Html.text(" " + Numbers.wholePercent(probability))));
    }

    private static Photo photo(InspectedImage image, List<Html> lines, Optional<Boolean> right) {
        Sample sample = image.sample();
        return new Photo(
                sample.location(),
                lines,
                "Photo labelled " + sample.annotation().text(),
                right);
    }

    private void nearDuplicates(List<Html> parts) {
        List<NearDuplicate> pairs = inspection.nearDuplicates();
        if (pairs.isEmpty()) {
            return;
        }
        parts.add(heading("Near-duplicates"));
        parts.add(note(
                "Two images that show nearly the same. Where one is for training and the other for validation or test, "
                        + "the test is easier than the task: move both to one part, or remove one. With different labels, one label is likely wrong. "
                        + "Within one part they do little harm." + more(pairs.size(), MOST_PAIRS)));
        HtmlElement list = Html.element("ul").classes("pairs");
        pairs.stream()
                .limit(MOST_PAIRS)
                .forEach(pair -> list.add(Html.element("li")
                        .add(gallery.of(
                                "Two similar images",
                                List.of(
                                        pairPhoto(pair.first(), !pair.sameLabels()),
                                        pairPhoto(pair.second(), !pair.sameLabels()))))
                        .add(Html.element("p").classes("note").text(pairText(pair)))));
        parts.add(list.html());
    }

    private Photo pairPhoto(int image, boolean conflict) {
        InspectedImage inspected = inspection.images().get(image);
        return photo(inspected, described(inspected), conflict ? Optional.of(false) : Optional.empty());
    }

    private static List<Html> described(InspectedImage image) {
        Html label = Html.name(image.sample().annotation().text());
        return List.of(image.role()
                .map(role -> Html.join(List.of(label, Html.text(" (" + role.word() + ")"))))
                .orElse(label));
    }

    private static String pairText(NearDuplicate pair) {
        return String.format(Locale.ROOT, "similarity %.3f", pair.similarity())
                + (pair.acrossSubsets() ? ", in different parts" : "")
                + (pair.sameLabels() ? "" : ", different labels");
    }

    private void exactCopies(List<Html> parts) {
        if (inspection.exactCopies().isEmpty()) {
            return;
        }
        parts.add(heading("Exact copies"));
        parts.add(note(
                "Files with the same bytes. Training uses each once; with different labels, at most one of them is right."
                        + more(inspection.exactCopies().size(), MOST_COPIES)));
        List<Photo> photos = copies(inspection)
                .flatMap(group -> group.images().stream()
                        .limit(MOST_OF_GROUP)
                        .map(image -> photo(
                                image,
                                described(image),
                                group.isConflict() ? Optional.of(false) : Optional.<Boolean>empty())))
                .toList();
        parts.add(gallery.of("Exact copies", photos));
    }

    private void outliers(List<Html> parts) {
        if (inspection.outliers().isEmpty()) {
            return;
        }
        parts.add(heading("Outliers"));
        parts.add(note(
                "Images unlike all others. Remove those that do not belong here; rare but right ones need company, not "
                        + "removal." + more(inspection.outliers().size(), MOST_OUTLIERS)));
        parts.add(gallery.of(
                "Outliers",
                inspection.outliers().stream()
                        .limit(MOST_OUTLIERS)
                        .map(outlier -> photo(
                                inspection.images().get(outlier.image()),
                                described(inspection.images().get(outlier.image())),
                                Optional.empty()))
                        .toList()));
    }

    private void pixels(List<Html> parts) {
        if (inspection.pixelFindings().isEmpty()) {
            return;
        }
        parts.add(heading("Blurred, dark, tiny and odd images"));
        parts.add(note("Remove those on which a person could not tell the label either."));
        for (PixelDefect defect : PixelDefect.values()) {
            long count = inspection.pixelFindings().stream()
                    .filter(finding -> finding.defect() == defect)
                    .count();
            if (count > 0) {
                parts.add(Html.element("h4", Numbers.count(count, "image") + " " + FindingText.of(defect)));
                parts.add(gallery.of(
                        "Images that are " + FindingText.of(defect),
                        shown(inspection, defect)
                                .map(finding -> photo(
                                        inspection.images().get(finding.image()),
                                        List.of(Html.text(FindingText.measured(finding))),
                                        Optional.empty()))
                                .toList()));
            }
        }
    }

    private void limits(List<Html> parts) {
        if (inspection.limits().isEmpty()) {
            return;
        }
        parts.add(heading("What was not checked"));
        HtmlElement list = Html.element("ul");
        inspection.limits().forEach(limit -> list.add(Html.element("li", FindingText.of(limit) + ".")));
        parts.add(list.html());
    }

    static String more(int count, int shown) {
        return count <= shown ? "" : " The first " + shown + " of " + Numbers.count(count) + " are shown.";
    }

    static Html heading(String text) {
        return Html.element("h3", text);
    }

    static Html note(String text) {
        return Html.element("p").classes("note").text(text).html();
    }
}
