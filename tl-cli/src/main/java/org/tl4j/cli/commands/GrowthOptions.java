package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.LabelChanges;
import picocli.CommandLine.Option;

/** The options of training a model further. */
final class GrowthOptions {
    private static final String FROM = "--from";

    @Option(
            names = FROM,
            paramLabel = "OLD.tlz",
            description = {
                "Trains this model again, on its own images and those of --data: its backbone, strategy and settings are",
                "taken over, and its images are found by their content. Without --data only its labels change."
            })
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description =
                    "With --from: another name for a label. Labels with the same new name are merged. May be repeated.")
    private List<String> renamed = new ArrayList<>();

    @Option(
            names = "--leave-out",
            paramLabel = "LABEL",
            description = "With --from: a label that is no longer learned. May be repeated.")
    private List<String> leftOut = new ArrayList<>();

    @Option(
            names = "--without-old",
            description = "With --from: trains also where images of the old model are gone, which it then forgets.")
    private boolean withoutOld;

    @Option(
            names = "--refuse-worse",
            description = "With --from: writes nothing if the new model is worse than the old one by more than chance.")
    private boolean refuseWorse;

    /** The model to train further, if there is one. */
    Optional<Path> model() {
        if (model.isEmpty() && (withoutOld || refuseWorse || !renamed.isEmpty() || !leftOut.isEmpty())) {
            throw new UsageException(
                    "--rename, --leave-out, --without-old and --refuse-worse",
                    "go with " + FROM,
                    "no " + FROM,
                    "name the model");
        }
        return model;
    }

    boolean withoutOld() {
        return withoutOld;
    }

    boolean refuseWorse() {
        return refuseWorse;
    }

    /**
     * The changes of the old labels.
     *
     * @throws UsageException if a value has no name on both sides, or a label is given twice
     */
    LabelChanges changes() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String value : renamed) {
            int at = value.indexOf('=');
            String from = at < 0 ? "" : value.substring(0, at).strip();
            String to = at < 0 ? "" : value.substring(at + 1).strip();
            if (from.isEmpty() || to.isEmpty()) {
                throw new UsageException("--rename", "must be OLD=NEW", value, "");
            }
            if (names.put(from, to) != null) {
                throw new UsageException("--rename", "must name each label once", value, "");
            }
        }
        Set<String> without = new LinkedHashSet<>(leftOut);
        return new LabelChanges(names, without);
    }
}
