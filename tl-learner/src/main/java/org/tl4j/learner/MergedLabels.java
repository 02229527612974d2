package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;

/**
 * The labels of old and new images together. Where images have several, nobody has looked for new labels in old images, nor for
 * old ones in new images that do not name them: there they are unknown, not absent.
 */
final class MergedLabels {
    private final LabelSet old;
    private final Optional<LabelSet> more;

    MergedLabels(LabelSet old, Optional<LabelSet> more) {
        this.old = old;
        this.more = more;
    }

    /** All of them. A label stays also where no image has it any more, so that this is reported. */
    LabelSet labels() {
        TreeSet<String> names = new TreeSet<>(old.names());
        more.ifPresent(labels -> names.addAll(labels.names()));
        return LabelSet.sorted(names, old.mode());
    }

    /** The labels of an old image. */
    Annotation ofOld(Annotation annotation) {
        return withUnknown(annotation, more.map(labels -> without(labels, old)).orElse(List.of()));
    }

    /** The labels of a new image. */
    Annotation ofNew(Annotation annotation) {
        return withUnknown(annotation, more.map(labels -> without(old, labels)).orElse(List.of()));
    }

    /** The labels of an old image that is among the new ones: what these do not name stays as it was. */
    Annotation corrected(Annotation before, Annotation now) {
        if (old.mode() == LabelMode.SINGLE_LABEL) {
            return now;
        }
        List<String> untouched = more.map(labels -> without(old, labels)).orElse(List.of());
        List<String> present = new ArrayList<>(now.present());
        List<String> unknown = new ArrayList<>(now.unknown());
        for (String label : untouched) {
            switch (before.state(label)) {
                case PRESENT -> present.add(label);
                case UNKNOWN -> unknown.add(label);
                case ABSENT -> {}
            }
        }
        return Annotation.ofAll(present, unknown);
    }

    private static List<String> without(LabelSet labels, LabelSet others) {
        return labels.names().stream()
                .filter(label -> !others.names().contains(label))
                .toList();
    }

    private Annotation withUnknown(Annotation annotation, List<String> labels) {
        if (old.mode() == LabelMode.SINGLE_LABEL || labels.isEmpty()) {
            return annotation;
        }
        List<String> unknown = new ArrayList<>(annotation.unknown());
        labels.stream().filter(label -> !annotation.present().contains(label)).forEach(unknown::add);
        return Annotation.ofAll(annotation.present(), unknown);
    }
}
