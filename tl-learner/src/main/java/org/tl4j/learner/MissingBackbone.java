package org.tl4j.learner;

import java.nio.file.Path;
import java.util.Locale;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;

/** Says which file to bring, and how, where the default backbone is not available. */
final class MissingBackbone {
    private static final double MEGABYTE = 1e6;

    private MissingBackbone() {}

    /** Nothing may be fetched, or the catalogue has no address of the file. */
    static WeightsException notAllowed(BackboneSelection selection, Path folder) {
        String why = selection.addresses().isEmpty()
                ? "no address of " + selection.name() + " is known"
                : "nothing may be fetched (offline)";
        return new WeightsException(problem(selection, why, folder), null);
    }

    /** It was tried in vain. */
    static WeightsException notFetched(BackboneSelection selection, Path folder, WeightsException cause) {
        Problem met = cause.problem();
        String why = "fetching failed: " + new Problem(met.subject(), met.rule(), met.found(), "").message();
        return new WeightsException(problem(selection, why, folder), cause);
    }

    /** The catalogue was replaced by one that has no network for photos. */
    static UsageException notInCatalogue() {
        return new UsageException(
                "backbone",
                "must be named, since the catalogue has no network for images of any kind",
                "none",
                "name one of the catalogue");
    }

    private static Problem problem(BackboneSelection selection, String why, Path folder) {
        String file = selection.entry().weights().fileName();
        String what = "%s (%s%s)"
                .formatted(
                        selection.name(),
                        selection.bytes().isPresent()
                                ? "about " + megabytes(selection.bytes().getAsLong()) + ", "
                                : "",
                        selection.entry().licence());
        String fetch = selection.addresses().isEmpty()
                ? "bring the weights of " + what
                : "download " + selection.addresses().get(selection.addresses().size() - 1) + " for " + what
                        + " on a machine with a network";
        return new Problem(
                "a pretrained network for these images",
                "must be on this machine or be fetched",
                "none on this machine, and " + why,
                "%s, save it in %s as %s, or set TL_MIRROR to the folder that has it, and start again; or name another backbone"
                        .formatted(fetch, folder, file));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }
}
