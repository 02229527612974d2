package org.tl4j.report.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.report.Html;
import org.tl4j.report.Section;
import org.tl4j.report.photos.ExplainedPhoto;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Photo;

/** Which parts of photos spoke for a label: of mistakes, of doubtful predictions, and of right ones. */
final class WhySection {
    /** Photos in the section; each costs a pass through the network, and maps by derivatives more than a hundred. */
    static final int MOST = 60;

    /** After this time no further photo is explained by derivatives. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(WhySection.class);
    private static final int MOST_MISTAKES = 12;
    private static final int MOST_DOUBTFUL = 12;
    private static final int RIGHT_OF_EACH = 2;

    private final Map<Question, List<HeatMap>> answers;
    private final HeatMapKind kindOfMaps;
    private final int left;
    private final Optional<String> reason;
    private final Preprocessing preprocessing;

    private WhySection(
            Map<Question, List<HeatMap>> answers,
            HeatMapKind kindOfMaps,
            int left,
            Optional<String> reason,
            Preprocessing preprocessing) {
        this.answers = answers;
        this.kindOfMaps = kindOfMaps;
        this.left = left;
        this.reason = reason;
        this.preprocessing = preprocessing;
    }

    /** Why photos are shown. */
    private enum Kind {
        MISTAKE("The surest mistakes", "What spoke for the wrong class, and what for the right one."),
        DOUBTFUL("The least certain", "What spoke for the class that was predicted by a narrow margin."),
        RIGHT(
                "Right predictions",
                "The surest ones of each label. Does the model look at the thing itself, or at what is around it?");

        private final String title;
        private final String text;

        Kind(String title, String text) {
            this.title = title;
            this.text = text;
        }
    }

    private record Question(Kind kind, Photo photo, List<String> labels) {}

    /**
     * Asks for the maps of the photos that the section shows: of approximate ones only until {@link #LONGEST} is over, and at least
     * for one photo.
     *
     * @param explainer of the model
     * @param preprocessing of the model
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    static WhySection of(
            Predictions predictions,
            JudgedImages judged,
            ImageExplainer explainer,
            Preprocessing preprocessing,
            LongSupplier clock) {
        long started = clock.getAsLong();
        Map<Question, List<HeatMap>> answers = new LinkedHashMap<>();
        HeatMapKind kind = HeatMapKind.EXACT;
        List<Question> questions = questions(predictions, judged);
        int asked = 0;
        for (Question question : questions) {
            if (kind == HeatMapKind.LINEAR_APPROXIMATION && clock.getAsLong() - started >= LONGEST.toNanos()) {
                break;
            }
            asked++;
            try {
                Explanation explanation = explainer.explain(question.photo().location(), question.labels());
                if (explanation instanceof Explanation.Unavailable unavailable) {
                    return new WhySection(Map.of(), kind, 0, Optional.of(unavailable.reason()), preprocessing);
                } else if (explanation instanceof Explanation.Explained explained) {
                    kind = explained.kind();
                    answers.put(question, explained.maps());
                }
            } catch (InterruptedWorkException e) {
                throw e;
            } catch (Tl4jException e) {
                LOG.warn(
                        "{} is not explained in the report: {}",
                        question.photo().location(),
                        e.getMessage());
            }
        }
        return new WhySection(answers, kind, questions.size() - asked, Optional.empty(), preprocessing);
    }

    private static List<Question> questions(Predictions predictions, JudgedImages images) {
        Map<ImageLocation, Question> questions = new LinkedHashMap<>();
        Stream<Question> all = predictions.labels().isMultiLabel()
                ? present(predictions)
                : Stream.of(
                                judged(predictions, Kind.MISTAKE, images.mistakes(), MOST_MISTAKES),
                                judged(predictions, Kind.DOUBTFUL, images.leastCertain(), MOST_DOUBTFUL),
                                judged(predictions, Kind.RIGHT, surest(predictions.labels(), images.all()), MOST))
                        .flatMap(List::stream);
        all.forEach(question -> questions.putIfAbsent(question.photo().location(), question));
        return questions.values().stream().limit(MOST).toList();
    }

    private static List<Question> judged(Predictions predictions, Kind kind, List<Judged> images, int most) {
        Captions captions = new Captions(predictions.labels());
        return images.stream()
                .limit(most)
                .map(image -> new Question(
                        kind,
                        kind == Kind.DOUBTFUL ? captions.uncertain(image) : captions.judged(image),
                        Stream.of(image.predicted(), image.actual())
                                .distinct()
                                .map(predictions.labels()::name)
                                .toList()))
                .toList();
    }

    /** The right ones of each class, the surest first. */
    private static List<Judged> surest(LabelSet labels, List<Judged> images) {
        List<Judged> right = images.stream()
                .filter(Judged::isRight)
                .sorted(Comparator.comparingDouble(image -> -image.confidence()))
                .toList();
        return IntStream.range(0, labels.size())
                .boxed()
                .flatMap(label ->
                        right.stream().filter(image -> image.actual() == label).limit(RIGHT_OF_EACH))
                .toList();
    }

    /** Of several labels, images that have a label and for which it is predicted. */
    private static Stream<Question> present(Predictions predictions) {
        return IntStream.range(0, predictions.labels().size()).boxed().flatMap(label -> {
            String name = predictions.labels().name(label);
            Comparator<EvaluatedLabels> surest = Comparator.comparingDouble(image -> -image.probabilities()[label]);
            return predictions.images().stream()
                    .filter(image -> image.actual().state(name) == LabelState.PRESENT)
                    .filter(image -> image.probabilities()[label] >= predictions.threshold(label))
                    .sorted(surest)
                    .limit(RIGHT_OF_EACH)
                    .map(image -> new Question(
                            Kind.RIGHT,
                            Captions.labelled(image.location(), image.actual().text()),
                            List.of(name)));
        });
    }

    /** The images of the section, the most important first. */
    Collection<ImageLocation> wanted() {
        return answers.keySet().stream()
                .map(question -> question.photo().location())
                .toList();
    }

    Section section(Gallery gallery) {
        List<Html> parts = new ArrayList<>();
        if (reason.isPresent()) {
            parts.add(Html.element(
                    "p",
                    "For this model it cannot be shown which parts of a photo spoke for a class, since " + reason.get()
                            + "."));
        } else {
            parts.add(Html.element(
                    "p",
                    "Beside each photo is the same photo with a layer: bright parts spoke for the label below it, dark parts"
                            + " spoke against it or said nothing. Grey edges are not seen by the network."));
            parts.add(Html.element("p")
                    .classes("note")
                    .text(exactness(kindOfMaps)
                            + " They show what the model in the file uses, not what is right; a bright background means that"
                            + " it has learned the background. Layers of one photo are equally bright for equal amounts, those"
                            + " of different photos are not.")
                    .html());
            if (left > 0) {
                parts.add(Html.element("p").classes("note").text(unfinished()).html());
            }
            for (Kind kind : Kind.values()) {
                parts.add(group(kind, gallery));
            }
        }
        return new Section("why", "Why: what spoke for it", Html.join(parts));
    }

    private String unfinished() {
        return "Layers of this model take long to compute. After %d seconds no more were begun: the section has %d of %d photos."
                .formatted(LONGEST.toSeconds(), answers.size(), answers.size() + left);
    }

    private static String exactness(HeatMapKind kind) {
        return switch (kind) {
            case EXACT -> "The layers are exact: what all parts add sums to the score of the label.";
            case LINEAR_APPROXIMATION ->
                "The layers are approximate: a part is bright if the score of the label falls when that part fades a little."
                        + " Some of the score belongs to no part of the photo. Where that is more than half, the words below the photo"
                        + " say so: then the bright parts explain little of the prediction.";
        };
    }

    private Html group(Kind kind, Gallery gallery) {
        List<ExplainedPhoto> photos = answers.entrySet().stream()
                .filter(answer -> answer.getKey().kind() == kind)
                .map(answer -> new ExplainedPhoto(answer.getKey().photo(), answer.getValue(), preprocessing))
                .toList();
        return photos.isEmpty()
                ? Html.EMPTY
                : Html.join(List.of(
                        Html.element("h3", kind.title),
                        Html.element("p").classes("note").text(kind.text).html(),
                        gallery.explained(kind.title, photos)));
    }
}
