package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;

/**
 * What becomes of the labels of a model when it is trained further. Immutable.
 *
 * @param renamed the new name of each label that changes its name; labels with the same new name, or that of another label, are
 *     merged
 * @param leftOut labels that are no longer learned: images that have no other label are left out as well
 */
public record LabelChanges(Map<String, String> renamed, Set<String> leftOut) {
    /** All labels stay as they are. */
    public static final LabelChanges NONE = new LabelChanges(Map.of(), Set.of());

    /**
     * Checks and copies.
     *
     * @throws UsageException if a label is both renamed and left out
     */
    public LabelChanges {
        renamed = Map.copyOf(required(renamed, "renamed"));
        leftOut = Set.copyOf(required(leftOut, "leftOut"));
        for (String label : leftOut) {
            if (renamed.containsKey(label)) {
                throw new UsageException("label " + label, "must be renamed or left out, not both", "both", "");
            }
            if (renamed.containsValue(label)) {
                throw new UsageException(
                        "label " + label,
                        "must not be left out and the new name of another",
                        "both",
                        "choose another name");
            }
        }
    }

    /** The same with another name for a label. */
    public LabelChanges rename(String label, String name) {
        Map<String, String> more = new LinkedHashMap<>(renamed);
        more.put(label, name);
        return new LabelChanges(more, leftOut);
    }

    /**
     * Checks that the labels exist.
     *
     * @throws UsageException if a label is not one of the model's; the nearest is suggested
     */
    void requireIn(LabelSet labels) {
        List<String> named = new ArrayList<>(renamed.keySet());
        named.addAll(leftOut);
        for (String label : named) {
            if (!labels.names().contains(label)) {
                throw new UsageException(
                        "label " + label,
                        "must be one of the model's, " + String.join(", ", labels.names()),
                        label,
                        Suggestions.question(label, labels.names()));
            }
        }
    }

    /** The labels of a model afterwards. */
    LabelSet of(LabelSet labels) {
        return LabelSet.sorted(
                labels.names().stream().flatMap(label -> of(label).stream()).toList(), labels.mode());
    }

    /** The name of a label afterwards; empty if it is left out. */
    Optional<String> of(String label) {
        return leftOut.contains(label) ? Optional.empty() : Optional.of(renamed.getOrDefault(label, label));
    }

    /** The labels of an image afterwards; empty if the image is left out. */
    Optional<Annotation> of(Annotation annotation) {
        if (annotation.mode() == LabelMode.SINGLE_LABEL) {
            return of(annotation.label()).map(Annotation::of);
        }
        List<String> present = annotation.present().stream()
                .flatMap(label -> of(label).stream())
                .toList();
        if (present.isEmpty() && !annotation.present().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Annotation.ofAll(
                present,
                annotation.unknown().stream()
                        .flatMap(label -> of(label).stream())
                        .filter(label -> !present.contains(label))
                        .toList()));
    }
}
