package org.tl4j.application.predictions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tl4j.application.tables.CsvFile;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.ScoredLabel;

/**
 * The columns of a table of predictions: file; label and probability, the most probable one; labels, those above their
 * thresholds with a bar between them; unsure; familiarity and unfamiliar, empty where the model cannot say; error, in whose
 * row the others are empty; on request a probability per label, p(NAME); and model, what predicted the row.
 *
 * @param labels of the model, in their order
 * @param probabilities whether there is a column per label
 */
public record PredictionColumns(List<String> labels, boolean probabilities) {
    private static final String BETWEEN_LABELS = "|";
    private static final List<String> FIRST =
            List.of("file", "label", "probability", "labels", "unsure", "familiarity", "unfamiliar", "error");

    public PredictionColumns {
        labels = List.copyOf(labels);
    }

    /** The first row, without its end. */
    String header() {
        Stream<String> each = probabilities ? labels.stream().map(label -> "p(" + label + ")") : Stream.of();
        return Stream.of(FIRST.stream(), each, Stream.of("model"))
                .flatMap(names -> names)
                .map(CsvFile::text)
                .collect(Collectors.joining(","));
    }

    /** The row of an image, without its end. */
    String row(String file, PredictionResult result, String model) {
        List<String> fields = new ArrayList<>();
        fields.add(CsvFile.text(file));
        if (result instanceof PredictionResult.Failed failed) {
            fields.addAll(List.of("", "", "", "", "", ""));
            fields.add(CsvFile.text(failed.failure().getMessage()));
            for (int i = 0; probabilities && i < labels.size(); i++) {
                fields.add("");
            }
        } else {
            add(fields, result.orThrow());
        }
        fields.add(model);
        return String.join(",", fields);
    }

    private void add(List<String> fields, Prediction prediction) {
        fields.add(CsvFile.text(prediction.best().label()));
        fields.add(number(prediction.best().probability()));
        fields.add(CsvFile.text(
                prediction.accepted().stream().map(ScoredLabel::label).collect(Collectors.joining(BETWEEN_LABELS))));
        fields.add(Boolean.toString(prediction.isUnsure()));
        Optional<Familiarity> familiarity = prediction.familiarity();
        fields.add(familiarity.map(known -> number(known.value())).orElse(""));
        fields.add(
                familiarity.map(known -> Boolean.toString(known.unfamiliar())).orElse(""));
        fields.add("");
        if (probabilities) {
            var each = prediction.ranking().stream()
                    .collect(Collectors.toMap(ScoredLabel::label, ScoredLabel::probability));
            labels.forEach(label -> fields.add(number(each.get(label))));
        }
    }

    /** Networks compute with seven digits. */
    private static String number(double value) {
        return Float.toString((float) value);
    }
}
