package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.training.TrainingWarning;

/** Passes events on and keeps the warnings among them, each once, whoever gave them. Thread-safe. */
final class CollectedWarnings implements TrainingListener {
    private final TrainingListener next;
    private final List<TrainingWarning> warnings = new ArrayList<>();

    CollectedWarnings(TrainingListener next) {
        this.next = next;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.Warned warned && !isNew(warned.warning())) {
            return;
        }
        next.on(event);
    }

    void warn(TrainingWarning warning) {
        on(new TrainingEvent.Warned(warning));
    }

    synchronized List<TrainingWarning> all() {
        return List.copyOf(warnings);
    }

    private synchronized boolean isNew(TrainingWarning warning) {
        return !warnings.contains(warning) && warnings.add(warning);
    }
}
