package org.tl4j.learner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.dataset.Sample;

/**
 * In which order images are drawn, and for what. Round n goes over the labels, rarest first, and draws for each the next images
 * that have it, until n of them are drawn. So each label has n images or more after round n, as far as there are, and what is
 * drawn stays drawn. Images without labels are a class of their own. The first image of a label is for training; an image is for
 * validation if less than a fifth of the images of the label that it is drawn for are. Immutable.
 */
final class DrawOrder {
    /** One image of so many is for validation, beginning with the second. */
    private static final int VALIDATION_OF = 5;

    private final List<Drawn> drawn;

    /** An image, the label that it is drawn for, the round, and what it is for. */
    private record Drawn(Sample sample, String label, int round, boolean validation) {}

    /** An image, not drawn at first, and the labels it counts for. */
    private static final class Image {
        private final Sample sample;
        private final List<Label> labels = new ArrayList<>();
        private boolean drawn;

        Image(Sample sample) {
            this.sample = sample;
        }
    }

    /** A label, its images, and how many of them are drawn. */
    private static final class Label {
        private final String name;
        private final List<Image> images = new ArrayList<>();
        private int next;
        private int drawn;
        private int validation;

        Label(String name) {
            this.name = name;
        }

        /** Whether an image is left that must be drawn for {@code round} images. */
        boolean wants(int round) {
            return drawn < Math.min(round, images.size());
        }

        Image next() {
            while (images.get(next).drawn) {
                next++;
            }
            return images.get(next);
        }

        /** Whether one more image is for validation. */
        boolean wantsValidation() {
            return validation < (drawn + VALIDATION_OF - 1) / VALIDATION_OF;
        }
    }

    /** Of images in the order of their lots. */
    DrawOrder(List<Sample> samples) {
        List<Drawn> order = new ArrayList<>(samples.size());
        List<Label> labels = rarestFirst(samples);
        for (int round = 1; order.size() < samples.size(); round++) {
            for (Label label : labels) {
                while (label.wants(round)) {
                    order.add(draw(label, round));
                }
            }
        }
        order.sort(Comparator.comparing(Drawn::label));
        this.drawn = List.copyOf(order);
    }

    private static List<Label> rarestFirst(List<Sample> samples) {
        Map<String, Label> labels = new TreeMap<>();
        for (Sample sample : samples) {
            Image image = new Image(sample);
            for (String name : RarestLabel.classes(sample)) {
                Label label = labels.computeIfAbsent(name, Label::new);
                label.images.add(image);
                image.labels.add(label);
            }
        }
        return labels.values().stream()
                .sorted(Comparator.comparingInt((Label label) -> label.images.size()))
                .toList();
    }

    private static Drawn draw(Label label, int round) {
        Image image = label.next();
        boolean validation = label.wantsValidation();
        image.drawn = true;
        for (Label own : image.labels) {
            own.drawn++;
            own.validation += validation ? 1 : 0;
        }
        return new Drawn(image.sample, label.name, round, validation);
    }

    /** The images after {@code perClass} rounds, by the labels that they were drawn for, each in the order of its lots. */
    ComparedImages.Draw draw(int perClass) {
        List<Sample> train = new ArrayList<>();
        List<Sample> validation = new ArrayList<>();
        for (Drawn image : drawn) {
            if (image.round() <= perClass) {
                (image.validation() ? validation : train).add(image.sample());
            }
        }
        return new ComparedImages.Draw(train, validation);
    }
}
