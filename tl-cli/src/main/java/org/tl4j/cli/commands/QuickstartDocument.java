package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.application.documents.Rounding;
import org.tl4j.application.text.Format;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.prediction.ScoredLabel;

/**
 * The JSON of {@code tl quickstart}.
 *
 * @param classes the new kinds of garment
 * @param images how many photos there are
 * @param transfer the result of transfer learning on the test photos
 * @param fromScratch the result of the same network without it
 * @param data the photos
 * @param bundle the result of transfer learning
 * @param report the HTML file with the report on it; left out if none was written
 * @param predictions of some test photos
 * @param seconds the total duration
 */
record QuickstartDocument(
        List<String> classes,
        Images images,
        Result transfer,
        Result fromScratch,
        String data,
        String bundle,
        String report,
        List<Shown> predictions,
        double seconds) {
    /** Counts of photos. */
    record Images(int train, int perClass, int test) {}

    /** How good a network is on the test photos, and how long it took to train. */
    record Result(double accuracy, double logLoss, double seconds) {
        static Result of(Evaluation evaluation, double seconds) {
            return new Result(evaluation.accuracy(), evaluation.logLoss(), Rounding.seconds(seconds));
        }

        private String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "  %-20s %8s %9s %13s",
                    name,
                    Format.percent(accuracy),
                    Format.decimal(logLoss),
                    Format.seconds(seconds));
        }
    }

    /** A test photo, its class, and the predicted class. */
    record Shown(String image, String actual, List<ScoredLabel> predictions) {}

    /**
     * The result as text.
     *
     * @param backbone the pretrained network
     * @param temporary the folder of all files, if none was chosen
     * @param firstTraining what the first training on own photos will do
     */
    List<String> text(String backbone, Optional<Path> temporary, String firstTraining) {
        List<String> lines = new ArrayList<>();
        lines.add("A shop has a network, %s, that knows five kinds of garment from 30,000 photos:".formatted(backbone));
        lines.add("t-shirt, trouser, dress, sneaker and bag. Now five new kinds come, with %s each:"
                .formatted(Format.count(images.perClass(), "photo")));
        lines.add(String.join(", ", classes) + ".");
        lines.add("");
        lines.add("Transfer learning froze the network, took its old output off, put a new one on, and trained that");
        lines.add(
                "alone. For comparison, the same network was trained from scratch on the same %d photos, by the recipe"
                        .formatted(images.train()));
        lines.add("of its pretraining.");
        lines.add("On %d test photos, which neither has seen:".formatted(images.test()));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "  %-20s %8s %9s %13s", "", "accuracy", "log loss", "training took"));
        lines.add(transfer.row("transfer learning"));
        lines.add(fromScratch.row("from scratch"));
        lines.add("");
        lines.add(difference());
        lines.add("");
        lines.add("Some test photos, and what the new network says:");
        for (Shown shown : predictions) {
            ScoredLabel best = shown.predictions().get(0);
            lines.add("  %s, it says: %s, %s sure%s"
                    .formatted(
                            Path.of(shown.image()).getFileName(),
                            Format.label(best.label()),
                            Format.percent(best.probability()),
                            best.label().equals(shown.actual()) ? "" : " (wrong)"));
        }
        lines.addAll(files());
        temporary.ifPresent(folder -> lines.addAll(List.of(
                "They stay, so that you can try `tl predict` and `tl evaluate` on them; delete the folder when you are done:",
                "  " + folder)));
        lines.addAll(nextSteps(firstTraining));
        return lines;
    }

    private String difference() {
        double points = 100 * (transfer.accuracy() - fromScratch.accuracy());
        return String.format(
                Locale.ROOT,
                points < 0
                        ? "With these photos, training from scratch was better by %.1f points of accuracy."
                        : "Knowing other garments was worth %.1f points of accuracy.",
                Math.abs(points));
    }

    private List<String> files() {
        List<String> lines = new ArrayList<>(
                List.of("", "The new network, with its labels, preprocessing and origin, is one file:", "  " + bundle));
        if (report != null) {
            lines.add("What it gets right and wrong, with the photos; open it in a browser:");
            lines.add("  " + report);
        }
        lines.add("The photos are in");
        lines.add("  " + data);
        return lines;
    }

    private static List<String> nextSteps(String firstTraining) {
        return List.of(
                "",
                "Now with photos of your own, in a folder that has a folder of photos for each class:",
                "  tl train --data FOLDER --output my.tlz",
                "  tl predict my.tlz PHOTO",
                "This network knows only garments; " + firstTraining + ".",
                "`tl backbones` lists all networks.");
    }
}
