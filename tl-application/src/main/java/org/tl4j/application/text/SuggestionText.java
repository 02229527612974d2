package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tl4j.application.documents.SuggestionDocument;

/** Images to label next, as text. */
public final class SuggestionText {
    private static final int SHOWN = 10;

    private SuggestionText() {}

    /**
     * A row per suggested image, and the first of those that could not be read.
     *
     * @param everything where all of them are listed, such as an option of a command
     */
    public static List<String> of(SuggestionDocument document, String everything) {
        List<String> lines = new ArrayList<>();
        String known = document.known() == 0
                ? ""
                : "; %s of the training data left out".formatted(Format.count(document.known(), "image"));
        lines.add("%s to label next, of %s%s%s"
                .formatted(
                        Format.count(document.images().size(), "image"),
                        Format.count(document.considered(), "image"),
                        known,
                        document.images().isEmpty() ? "." : ":"));
        for (SuggestionDocument.Image image : document.images()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s: uncertainty %s; %s",
                    image.image(),
                    Format.decimal(image.uncertainty()),
                    image.predictions().stream()
                            .map(label -> Format.label(label.label()) + " " + Format.percent(label.probability()))
                            .collect(Collectors.joining(", "))));
        }
        if (document.copiedTo() != null) {
            lines.add("The copies are in " + document.copiedTo() + ".");
        }
        if (!document.skipped().isEmpty()) {
            int count = document.skipped().size();
            lines.add(Format.count(count, "image") + (count == 1 ? " was" : " were") + " skipped:");
            document.skipped().stream().limit(SHOWN).forEach(reason -> lines.add("  " + reason));
            if (count > SHOWN) {
                lines.add("  and %d more; %s lists them all".formatted(count - SHOWN, everything));
            }
        }
        return lines;
    }
}
