package org.tl4j.report.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.learner.TrainingReport;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.Tables;

/** What a model was made of: data, network, settings, software. */
public final class AboutSection {
    private static final int MOST_SKIPPED = 100;
    private static final int LONGEST = 300;

    private AboutSection() {}

    /** Of a training run. */
    public static Section of(TrainingReport report) {
        DatasetSplit split = report.split();
        HtmlElement facts = Html.element("dl").classes("facts");
        fact(
                facts,
                "Images",
                "%s for training, %s for validation, %s for test"
                        .formatted(
                                Numbers.count(split.train().size()),
                                Numbers.count(split.validation().size()),
                                split.test().isEmpty()
                                        ? "none"
                                        : Numbers.count(split.test().size()) + " (not used)"));
        if (!split.duplicates().isEmpty()) {
            fact(
                    facts,
                    "Left out",
                    Numbers.count(split.duplicates().size(), "exact copy").replace("copys", "copies"));
        }
        fact(facts, "Time for features", Numbers.seconds(report.features()));
        fact(facts, "Time for training", Numbers.seconds(report.training()));
        fact(facts, "Time in all", Numbers.seconds(report.total()));
        manifest(facts, report.manifest());
        return section(facts, report.manifest(), report.skipped());
    }

    /** Of a model alone. */
    public static Section of(BundleManifest manifest, List<SkippedImage> skipped) {
        HtmlElement facts = Html.element("dl").classes("facts");
        manifest(facts, manifest);
        return section(facts, manifest, skipped);
    }

    private static void manifest(HtmlElement facts, BundleManifest manifest) {
        Provenance provenance = manifest.provenance();
        fact(facts, "Pretrained network", manifest.backbone());
        fact(facts, "Weights", "SHA-256 " + manifest.backboneWeights().hex());
        fact(facts, "Strategy", manifest.strategy());
        fact(
                facts,
                "Parameters",
                "%s of %s trained"
                        .formatted(
                                Numbers.count(manifest.parameters().trainable()),
                                Numbers.count(manifest.parameters().total())));
        fact(facts, "Input", manifest.preprocessing().crop() + " pixels");
        fact(facts, "Seed", Long.toString(provenance.seed()));
        fact(facts, "Fingerprint of the data", provenance.data().hex());
        fact(facts, "Software", provenance.software());
        fact(facts, "Trained", provenance.created().toString());
    }

    private static Section section(HtmlElement facts, BundleManifest manifest, List<SkippedImage> skipped) {
        List<Html> parts = new ArrayList<>();
        parts.add(facts.html());
        if (!skipped.isEmpty()) {
            parts.add(skipped(skipped));
        }
        parts.add(table("All settings", manifest.provenance().settings()));
        parts.add(table("Versions", manifest.provenance().versions()));
        return new Section("about", "How it was made", Html.join(parts));
    }

    private static Html skipped(List<SkippedImage> skipped) {
        List<Html> rows = skipped.stream()
                .limit(MOST_SKIPPED)
                .map(image -> Tables.row(List.of(
                        Tables.rowHeading(Html.name(ending(image.location().toString()))),
                        Tables.cell(Html.name(image.reason(), LONGEST)))))
                .toList();
        String caption = Numbers.count(skipped.size(), "image") + " could not be used"
                + (skipped.size() > MOST_SKIPPED ? "; the first " + MOST_SKIPPED : "");
        return Tables.plain(caption, List.of(Tables.heading("image", false), Tables.heading("why", false)), rows);
    }

    /** The file and its folder: a page that is passed on shows no other folders of its author. */
    private static String ending(String location) {
        String plain = location.replace('\\', '/');
        int folder = plain.lastIndexOf('/', plain.lastIndexOf('/') - 1);
        return plain.substring(folder + 1);
    }

    private static Html table(String title, Map<String, String> values) {
        List<Html> rows = new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> Tables.row(List.of(
                                Tables.rowHeading(Html.name(entry.getKey())),
                                Tables.cell(Html.name(entry.getValue(), LONGEST)))))
                        .toList();
        return Html.element("details")
                .add(Html.element("summary", title))
                .add(Tables.plain(title, List.of(Tables.heading("name", false), Tables.heading("value", false)), rows))
                .html();
    }

    private static void fact(HtmlElement facts, String name, String value) {
        facts.add(Html.element("dt", name)).add(Html.element("dd").add(Html.name(value, LONGEST)));
    }
}
