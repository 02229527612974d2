package org.tl4j.application.text;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.weights.WeightsOrigin;

/** Which backbone is used, as text. */
public final class SelectionText {
    private SelectionText() {}

    /**
     * The message when a backbone was selected; empty if it was requested and its weights are on this machine.
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
                : Optional.of("using " + selection.name() + ", since no backbone was named");
    }

    /** A description of the download: name, size, licence and addresses. */
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
