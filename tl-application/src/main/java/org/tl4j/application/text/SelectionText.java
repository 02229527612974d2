package org.tl4j.application.text;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.weights.WeightsOrigin;

/** Which backbone is taken, for people. */
public final class SelectionText {
    private SelectionText() {}

    /**
     * What to say when a backbone was selected; empty where it is the one that was asked for, and here.
     *
     * @param folder where fetched weights are kept
     */
    public static Optional<String> selected(BackboneSelection selection, Path folder) {
        if (selection.origin() == WeightsOrigin.FETCHED) {
            String why = selection.requested() ? "" : "no network that fits these images is on this machine: ";
            return Optional.of(why + "fetching " + download(selection) + "; it is kept in " + folder);
        }
        return selection.requested()
                ? Optional.empty()
                : Optional.of("taking " + selection.name() + ", since no backbone was named");
    }

    /** What would be downloaded: name, size, licence and addresses. */
    public static String download(BackboneSelection selection) {
        String size = selection.bytes().isPresent()
                ? "about " + Format.megabytes(selection.bytes().getAsLong()) + ", "
                : "";
        return "%s (%slicence %s) from %s"
                .formatted(
                        selection.name(),
                        size,
                        selection.entry().licence(),
                        String.join(" or ", selection.addresses()));
    }
}
