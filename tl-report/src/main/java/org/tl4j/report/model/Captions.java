package org.tl4j.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;
import org.tl4j.report.photos.Photo;

/** What is said below the photos of a model. */
final class Captions {
    private static final int LONGEST = 60;

    private final LabelSet labels;

    Captions(LabelSet labels) {
        this.labels = labels;
    }

    /** Its class, and what was predicted with which probability. */
    Photo judged(Judged image) {
        String actual = labels.name(image.actual());
        String predicted = labels.name(image.predicted());
        return new Photo(
                image.location(),
                List.of(
                        line("label: ", actual, ""),
                        line("predicted: ", predicted, " " + Numbers.wholePercent(image.confidence()))),
                "Photo labelled " + actual + ", predicted " + predicted,
                Optional.of(image.isRight()));
    }

    /** The same, with the two most probable classes. */
    Photo uncertain(Judged image) {
        List<Html> lines = new ArrayList<>(judged(image).lines());
        if (image.second() >= 0) {
            lines.add(line("or: ", labels.name(image.second()), " " + Numbers.wholePercent(image.secondConfidence())));
        }
        Photo judged = judged(image);
        return new Photo(image.location(), lines, judged.alternative(), judged.right());
    }

    /** A photo with its label alone. */
    static Photo labelled(ImageLocation location, String label) {
        return new Photo(location, List.of(line("", label, "")), "Photo labelled " + label, Optional.empty());
    }

    static Html line(String before, String name, String after) {
        return Html.join(List.of(Html.text(before), Html.name(name, LONGEST), Html.text(after)));
    }
}
