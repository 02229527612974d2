package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.inspection.ClassCount;
import org.tl4j.core.inspection.ExactCopies;
import org.tl4j.core.inspection.FindingText;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.core.inspection.NearDuplicate;
import org.tl4j.core.inspection.PixelDefect;
import org.tl4j.core.inspection.PixelFinding;
import org.tl4j.core.inspection.ShortcutCheck.Verdict;
import org.tl4j.learner.InspectionReport;

/** What an inspection found, as text: what matters most first, and what to do about it. */
public final class InspectionText {
    private static final int SHOWN = 5;
    private static final double UNBALANCED = 3;

    private final Inspection found;
    private final String everything;
    private final List<String> lines = new ArrayList<>();

    private InspectionText(Inspection found, String everything) {
        this.found = found;
        this.everything = everything;
    }

    /**
     * The findings with the first images of each kind.
     *
     * @param everything where all of them are listed, such as an option of a command
     */
    public static List<String> of(InspectionReport report, String everything) {
        InspectionText text = new InspectionText(report.inspection(), everything);
        text.lines.add("Inspected %s with %s%s."
                .formatted(
                        Format.count(report.inspection().images().size(), "image"),
                        Format.count(report.inspection().labels().size(), "label"),
                        report.backbone()
                                .map(BackboneSelection::name)
                                .map(name -> ", by the features of " + name)
                                .orElse("")));
        text.findings();
        text.lines.addAll(SkippedText.of(report.skipped(), everything));
        return text.lines;
    }

    private void findings() {
        int before = lines.size();
        exactCopies();
        wrongLabels();
        nearDuplicates();
        shortcuts();
        outliers();
        pixels();
        balance();
        if (lines.size() == before) {
            lines.add("Nothing suspicious was found.");
        } else {
            lines.add(before, "Findings are suspicions: look at the images and decide. Nothing was changed.");
        }
        found.limits().forEach(limit -> lines.add("Limit: " + FindingText.of(limit) + "."));
    }

    private void exactCopies() {
        List<ExactCopies> copies = found.exactCopies();
        long conflicts = copies.stream().filter(ExactCopies::isConflict).count();
        long across = copies.stream().filter(ExactCopies::isAcrossSubsets).count();
        group(
                "%s of exact copies%s%s. Training uses each once%s:"
                        .formatted(
                                Format.count(copies.size(), "group"),
                                conflicts == 0 ? "" : ", %d with different labels".formatted(conflicts),
                                across == 0 ? "" : ", %d across parts".formatted(across),
                                conflicts == 0 ? "" : "; where labels differ, remove the wrong ones"),
                copies.stream()
                        .sorted((one, other) -> Boolean.compare(other.isConflict(), one.isConflict()))
                        .toList(),
                group -> text(group.images().get(0)) + " = "
                        + text(group.images().get(1))
                        + (group.images().size() > 2 ? " and " + (group.images().size() - 2) + " more" : ""));
    }

    private void wrongLabels() {
        group(
                "%s likely wrong. Correct them, or remove the images:"
                        .formatted(Format.count(found.wrongLabels().size(), "label")),
                found.wrongLabels(),
                this::wrongLabel);
    }

    private String wrongLabel(LikelyWrongLabel label) {
        String image = file(found.images().get(label.image()));
        String sure = " (%s against %s)"
                .formatted(Format.percent(label.likelyProbability()), Format.percent(label.givenProbability()));
        if (label.given().isEmpty()) {
            return image + ": likely also " + Format.label(label.likely().orElseThrow()) + sure;
        }
        return image + ": "
                + label.likely()
                        .map(likely -> Format.label(label.given().orElseThrow()) + ", likely " + Format.label(likely))
                        .orElseGet(
                                () -> "likely not " + Format.label(label.given().orElseThrow()))
                + sure;
    }

    private void nearDuplicates() {
        List<NearDuplicate> pairs = found.nearDuplicates();
        long across = pairs.stream().filter(NearDuplicate::acrossSubsets).count();
        long different = pairs.stream().filter(pair -> !pair.sameLabels()).count();
        group(
                "%s of near-duplicates%s%s. Keep both in one part, or remove one:"
                        .formatted(
                                Format.count(pairs.size(), "pair"),
                                across == 0 ? "" : ", %d across parts".formatted(across),
                                different == 0 ? "" : ", %d with different labels".formatted(different)),
                pairs,
                pair -> "%s ~ %s (similarity %s)"
                        .formatted(
                                text(found.images().get(pair.first())),
                                text(found.images().get(pair.second())),
                                Format.decimal(pair.similarity())));
    }

    private void shortcuts() {
        found.shortcuts().stream()
                .filter(check -> check.verdict() != Verdict.NONE)
                .sorted((one, other) -> Double.compare(other.gain(), one.gain()))
                .forEach(check ->
                        lines.add("Shortcut: " + FindingText.of(check) + ": " + FindingText.of(check.verdict()) + "."));
    }

    private void outliers() {
        group(
                "%s. Remove those that do not belong here:"
                        .formatted(Format.count(found.outliers().size(), "outlier")),
                found.outliers(),
                outlier -> text(found.images().get(outlier.image())));
    }

    private void pixels() {
        for (PixelDefect defect : PixelDefect.values()) {
            List<PixelFinding> findings = found.pixelFindings().stream()
                    .filter(finding -> finding.defect() == defect)
                    .toList();
            group(
                    "%s %s. Remove those on which a person cannot tell the label:"
                            .formatted(Format.count(findings.size(), "image"), FindingText.of(defect)),
                    findings,
                    finding -> file(found.images().get(finding.image())) + ": " + FindingText.measured(finding));
        }
    }

    private void balance() {
        double imbalance = found.imbalance();
        if (imbalance >= UNBALANCED) {
            int fewest =
                    found.classes().stream().mapToInt(ClassCount::images).min().orElse(0);
            ClassCount smallest = found.classes().stream()
                    .filter(one -> one.images() == fewest)
                    .findFirst()
                    .orElseThrow();
            lines.add(String.format(
                    Locale.ROOT,
                    "Unbalanced: %s has %s, the largest class %s. Add images of small classes, or weight the classes.",
                    Format.label(smallest.label()),
                    Format.count(fewest, "image"),
                    Double.isFinite(imbalance) ? "%.1f times as many".formatted(imbalance) : "many"));
        }
    }

    private <T> void group(String title, List<T> findings, Function<T, String> line) {
        if (findings.isEmpty()) {
            return;
        }
        lines.add(title);
        findings.stream().limit(SHOWN).forEach(finding -> lines.add("  " + line.apply(finding)));
        if (findings.size() > SHOWN) {
            lines.add(String.format(
                    Locale.ROOT, "  and %,d more; %s lists them all", findings.size() - SHOWN, everything));
        }
    }

    private static String text(InspectedImage image) {
        return file(image) + " (" + Format.label(image.sample().annotation().text()) + ")";
    }

    private static String file(InspectedImage image) {
        return image.sample().location().toString();
    }
}
