package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.application.text.SelectionText;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.weights.WeightsOrigin;

/** Which backbone the first training on photos would use, as text. */
final class FirstTrainingText {
    private FirstTrainingText() {}

    /** What the first training on photos will do. */
    static String outlook(Optional<BackboneSelection> forPhotos) {
        if (forPhotos.isEmpty()) {
            return "photos need --backbone NAME, since the catalogue has no network for photos of any kind";
        }
        BackboneSelection selection = forPhotos.get();
        return switch (selection.origin()) {
            case FETCHED ->
                "the first training on photos without --backbone fetches " + SelectionText.download(selection)
                        + ", once";
            case MISSING ->
                "training on photos stops: no network for photos is on this machine, and "
                        + (selection.addresses().isEmpty() ? "none has an address" : "nothing may be fetched");
            case PRESENT, EMBEDDED, MEMORY, FILE ->
                "photos without --backbone are trained on " + selection.name() + ", which is on this machine";
        };
    }

    /** What to do if the first training on photos would stop; empty if it would not. */
    static Optional<String> remedy(Optional<BackboneSelection> forPhotos, Path folder) {
        return forPhotos
                .filter(selection -> selection.origin() == WeightsOrigin.MISSING)
                .map(selection -> "%s, save it in %s as %s, or set TL_MIRROR to the folder that has it"
                        .formatted(
                                selection.addresses().isEmpty()
                                        ? "provide the weights of " + selection.name()
                                        : "on a machine with a network, download " + SelectionText.download(selection),
                                folder,
                                selection.entry().weights().fileName()));
    }
}
