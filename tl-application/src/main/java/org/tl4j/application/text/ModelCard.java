package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.Printable;
import org.tl4j.core.evaluation.Interval;

/**
 * The model card of a bundle (Mitchell et al. 2019, "Model Cards for Model Reporting"), in the form of Hugging Face: Markdown
 * with a YAML header. Every text of the bundle is quoted or escaped, so that none becomes markup.
 */
public final class ModelCard {
    private static final int FEW_VALIDATION = 100;
    private static final int FEW_PER_LABEL = 10;
    private static final double UNBALANCED = 5;

    private final String name;
    private final Bundle bundle;
    private final BundleManifest manifest;
    private final Optional<BackboneEntry> backbone;
    private final List<String> lines = new ArrayList<>();

    private ModelCard(String name, Bundle bundle, Optional<BackboneEntry> backbone) {
        this.name = name;
        this.bundle = bundle;
        this.manifest = bundle.manifest();
        this.backbone = backbone;
    }

    /**
     * The card.
     *
     * @param name what the model is called, such as its file name
     * @param backbone what the catalogue says of its backbone, if it has it
     */
    public static String of(String name, Bundle bundle, Optional<BackboneEntry> backbone) {
        ModelCard card = new ModelCard(name, bundle, backbone);
        card.header();
        card.body();
        return String.join("\n", card.lines) + "\n";
    }

    private void header() {
        lines.add("---");
        lines.add("library_name: tl4j");
        backbone.ifPresent(entry -> lines.add("license: " + yaml(entry.licence().toLowerCase(Locale.ROOT))));
        lines.add("pipeline_tag: image-classification");
        lines.add("tags:");
        lines.add("- tl4j");
        lines.add("- image-classification");
        lines.add("- transfer-learning");
        if (manifest.labels().isMultiLabel()) {
            lines.add("- multi-label");
        }
        lines.add("base_model: " + yaml(manifest.backbone()));
        lines.add("model-index:");
        lines.add("- name: " + yaml(name));
        lines.add("  results:");
        lines.add("  - task:");
        lines.add("      type: image-classification");
        lines.add("    dataset:");
        lines.add("      name: "
                + yaml("images with the fingerprint "
                        + manifest.provenance().data().hex().substring(0, 12)));
        lines.add("      type: imagefolder");
        lines.add(manifest.metrics().isEmpty() ? "    metrics: []" : "    metrics:");
        manifest.metrics().forEach((metric, value) -> {
            lines.add("    - type: " + yaml(metric));
            lines.add("      value: " + number(value));
        });
        lines.add("---");
    }

    private void body() {
        lines.add("");
        lines.add("# " + markdown(name));
        lines.add("");
        lines.add("Trained by %s from %s with %s on %s."
                .formatted(
                        markdown(manifest.strategy()),
                        markdown(manifest.backbone()),
                        markdown(manifest.provenance().software()),
                        manifest.provenance().created()));
        section("Labels");
        lines.add(
                manifest.labels().isMultiLabel() ? "An image has any number of these:" : "An image has one of these:");
        lines.add("");
        labels();
        section("Results");
        results();
        if (!manifest.reasons().isEmpty()) {
            section("Why it was trained so");
            manifest.reasons().forEach(reason -> lines.add("- " + markdown(reason)));
        }
        section("Limits");
        limits().forEach(limit -> lines.add("- " + limit));
        section("Backbone");
        backbone.ifPresentOrElse(
                entry -> {
                    lines.add("- learned from: " + markdown(entry.trainedOn()));
                    lines.add("- source of the weights: " + markdown(entry.source()));
                    lines.add("- licence of the weights: " + markdown(entry.licence()));
                },
                () -> lines.add("- the catalogue of this machine does not have it, so its licence is unknown here"));
        lines.add("- SHA-256 of the weights: " + manifest.backboneWeights().hex());
        lines.add("- features of: " + markdown(String.join(", ", manifest.boundaries())));
        section("Data");
        lines.add("- fingerprint of the images: " + manifest.provenance().data().hex());
        bundle.record().ifPresent(this::counts);
        section("Settings");
        manifest.provenance()
                .settings()
                .forEach((key, value) -> lines.add("- " + markdown(key) + ": " + markdown(value)));
        lines.add("- seed: " + manifest.provenance().seed());
    }

    private void section(String title) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
    }

    private void labels() {
        Map<String, int[]> counts = new TreeMap<>();
        manifest.labels().names().forEach(label -> counts.put(label, new int[Subset.values().length]));
        List<Subset> subsets = List.of(Subset.values());
        bundle.record()
                .ifPresent(record -> record.images()
                        .forEach(image -> image.annotation()
                                .present()
                                .forEach(label -> counts.get(label)[subsets.indexOf(image.subset())]++)));
        boolean counted = bundle.record().isPresent();
        lines.add(counted ? "| label | training | validation | test |" : "| label |");
        lines.add(counted ? "|---|---|---|---|" : "|---|");
        for (String label : manifest.labels().names()) {
            int[] of = counts.get(label);
            lines.add(
                    counted
                            ? "| %s | %d | %d | %d |".formatted(markdown(label), of[0], of[1], of[2])
                            : "| %s |".formatted(markdown(label)));
        }
    }

    private void results() {
        manifest.metrics().forEach((metric, value) -> lines.add("- " + markdown(metric) + ": " + shown(metric, value)));
        for (String kind : List.of("validation", "cross-validation")) {
            Double accuracy = manifest.metrics().get(kind + "-accuracy");
            Double images = manifest.metrics().get(kind + "-images");
            if (accuracy != null && images != null && images >= 1) {
                Interval interval = Interval.wilson(Math.round(accuracy * images), Math.round(images));
                lines.add("- 95 %% interval of the accuracy: %s to %s (Wilson)"
                        .formatted(Format.percent(interval.low()), Format.percent(interval.high())));
            }
        }
        bundle.calibration()
                .temperature()
                .ifPresent(fit -> lines.add("- temperature %s: expected calibration error %s before, %s after"
                        .formatted(
                                Format.decimal(fit.scaling().temperature()),
                                Format.percentagePoints(fit.errorBefore()),
                                Format.percentagePoints(fit.errorAfter()))));
        if (!bundle.calibration().thresholds().isEmpty()) {
            lines.add("");
            lines.add("| label | threshold | precision | recall | images |");
            lines.add("|---|---|---|---|---|");
            for (LabelThreshold threshold : bundle.calibration().thresholds()) {
                lines.add("| %s | %s | %s | %s | %d |"
                        .formatted(
                                markdown(threshold.label()),
                                Format.decimal(threshold.threshold()),
                                Format.decimal(threshold.precision()),
                                Format.decimal(threshold.recall()),
                                threshold.images()));
            }
        }
    }

    private static String shown(String metric, double value) {
        if (metric.endsWith("images")) {
            return "%.0f".formatted(value);
        }
        return metric.endsWith("accuracy") ? Format.percent(value) : Format.decimal(value);
    }

    private List<String> limits() {
        List<String> limits = new ArrayList<>();
        limits.add("The results are of images from the same source as the training images; others were not tested.");
        double validation = manifest.metrics()
                .getOrDefault("validation-images", manifest.metrics().getOrDefault("cross-validation-images", 0.0));
        if (validation < FEW_VALIDATION) {
            limits.add("They were measured on %.0f images alone, so they are uncertain.".formatted(validation));
        }
        if (manifest.metrics().keySet().stream().anyMatch(metric -> metric.startsWith("validation-"))) {
            limits.add("The same images chose the settings of the training, so the results are probably too high.");
        }
        if (manifest.refitted()) {
            limits.add("The network was fitted to the validation images as well, after its results were measured.");
            if (!bundle.calibration().isEmpty()) {
                limits.add("Its calibration is that of the network before this, and may not hold for it.");
            }
        }
        bundle.record().ifPresent(record -> balance(record, limits));
        if (bundle.calibration().familiarity().isEmpty()) {
            limits.add("It cannot tell images that show none of its labels.");
        }
        return limits;
    }

    private void balance(TrainingRecord record, List<String> limits) {
        Map<String, Integer> counts = new TreeMap<>();
        manifest.labels().names().forEach(label -> counts.put(label, 0));
        record.images().stream()
                .filter(image -> image.subset() == Subset.TRAIN)
                .forEach(image -> image.annotation().present().forEach(label -> counts.merge(label, 1, Integer::sum)));
        int fewest = counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (fewest < FEW_PER_LABEL) {
            limits.add("A label has %d training images, so the result depends on which they are.".formatted(fewest));
        }
        if (most > UNBALANCED * Math.max(1, fewest)) {
            limits.add("The labels are unbalanced: %d to %d training images.".formatted(fewest, most));
        }
    }

    private void counts(TrainingRecord record) {
        for (Subset subset : Subset.values()) {
            long images = record.images().stream()
                    .map(RecordedImage::subset)
                    .filter(subset::equals)
                    .count();
            lines.add("- %s images: %d".formatted(subset.word(), images));
        }
    }

    /** A double-quoted scalar of YAML, in which nothing has a meaning of its own. */
    private static String yaml(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == 0x2028
                    || c == 0x2029) {
                quoted.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    /** Text in which no character is markup, on one line. */
    private static String markdown(String text) {
        StringBuilder escaped = new StringBuilder();
        Printable.text(text).codePoints().forEach(c -> {
            if ("\\`*_{}[]<>()#+!|~&".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(c);
        });
        return escaped.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : ".nan";
    }
}
