package org.tl4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.CandidateScored;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.TrainingListener;

/**
 * Keeps the events of a training run that its report draws: epochs, and the strengths that were tried for the output layer.
 * Thread-safe.
 */
public final class TrainingHistory implements TrainingListener {
    private final Map<List<Object>, EpochEnded> epochs = new LinkedHashMap<>();
    private final List<CandidateScored> strengths = new ArrayList<>();

    @Override
    public synchronized void on(TrainingEvent event) {
        if (event instanceof EpochEnded epoch) {
            // an epoch that is trained again after a crash replaces the first
            epochs.put(List.of(epoch.piece(), epoch.epoch()), epoch);
        } else if (event instanceof CandidateScored scored) {
            strengths.add(scored);
        }
    }

    /** The epochs of gradient training, in their order. */
    public synchronized List<EpochEnded> epochs() {
        return List.copyOf(epochs.values());
    }

    /** The strengths that were tried for the output layer, in their order. */
    public synchronized List<CandidateScored> strengths() {
        return List.copyOf(strengths);
    }
}
