package org.tl4j.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.EvaluatedImage;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.evaluation.EvaluationListener;

/** Keeps what a model predicted for each image of an evaluation, for its report. For one evaluation and one thread. */
public final class EvaluationRecorder implements EvaluationListener {
    private final List<EvaluatedImage> single = new ArrayList<>();
    private final List<EvaluatedLabels> several = new ArrayList<>();
    private final Map<ImageLocation, Double> familiarity = new HashMap<>();

    /** Keeps what it receives. */
    public EvaluationRecorder() {}

    @Override
    public void on(EvaluatedImage image) {
        single.add(image);
    }

    @Override
    public void on(EvaluatedLabels image) {
        several.add(image);
    }

    @Override
    public void onFamiliarity(ImageLocation location, double familiar) {
        familiarity.put(location, familiar);
    }

    /** All images. */
    List<EvaluatedLabels> images(LabelSet labels) {
        List<EvaluatedLabels> all = new ArrayList<>(several);
        single.forEach(image -> all.add(new EvaluatedLabels(
                image.location(), Annotation.of(labels.name(image.actual())), image.probabilities())));
        return all;
    }

    /** How familiar images are, where that is known. */
    Map<ImageLocation, Double> familiarity() {
        return Map.copyOf(familiarity);
    }
}
