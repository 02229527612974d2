package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.error.DataException;

/** One column with the label of an image, or with several labels and a mark between them. */
final class LabelCell implements RowLabels {
    private final Path csv;
    private final int column;
    private final LabelReading reading;
    private final LabelSeparator separator;
    private final boolean mayBeSeveral;
    // a million rows have only a few labels
    private final Map<String, Labels> known = new HashMap<>();
    private OptionalLong firstWithout = OptionalLong.empty();
    private long joined;

    LabelCell(Path csv, int column, LabelReading reading) {
        this.csv = csv;
        this.column = column;
        this.reading = reading;
        this.separator = LabelSeparator.ofList(reading);
        this.mayBeSeveral =
                reading.mode().filter(LabelMode.SINGLE_LABEL::equals).isEmpty();
    }

    @Override
    public Labels of(long line, CSVRecord row) {
        String text = Layout.label(row.get(column).strip());
        if (text.indexOf('\0') >= 0) {
            throw new DataException(
                    csv + " line " + line, "must have a label that is text", text, "save the list as text");
        }
        if (text.isEmpty()) {
            if (!mayBeSeveral) {
                throw without(line);
            }
            firstWithout = firstWithout.isPresent() ? firstWithout : OptionalLong.of(line);
            return known.computeIfAbsent(text, none -> new Labels(none, Annotation.ofAll(List.of())));
        }
        joined += separator.isIn(text) ? 1 : 0;
        return known.computeIfAbsent(text, label -> new Labels(label, Annotation.of(label)));
    }

    @Override
    public DatasetLayout layout(List<Candidate> candidates) {
        if (!reading.asksForSeveral() && (!mayBeSeveral || !isCombined())) {
            firstWithout.ifPresent(line -> {
                throw without(line);
            });
            return new DatasetLayout(candidates, List.of(), List.of(), LabelMode.SINGLE_LABEL, List.of());
        }
        Map<String, Annotation> several = new HashMap<>();
        List<Candidate> split = candidates.stream()
                .map(candidate ->
                        candidate.with(several.computeIfAbsent(candidate.label().orElseThrow(), separator::annotation)))
                .toList();
        return new DatasetLayout(
                split,
                List.of(),
                reading.asksForSeveral() ? List.of() : List.of(remark()),
                LabelMode.MULTI_LABEL,
                List.of());
    }

    /**
     * Whether labels with the mark combine names that other labels have too: {@code red|dress} beside {@code dress}. A mark
     * in one name alone belongs to it.
     */
    private boolean isCombined() {
        Map<String, Long> texts = known.keySet().stream()
                .flatMap(text -> separator.annotation(text).present().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return known.keySet().stream()
                .filter(separator::isIn)
                .flatMap(text -> separator.annotation(text).present().stream())
                .anyMatch(name -> texts.get(name) > 1);
    }

    private String remark() {
        return "Images have several labels, since " + joined + (joined == 1 ? " row has" : " rows have")
                + " a label with the mark " + separator.mark()
                + ". If it belongs to the names of classes, set label-mode to single-label.";
    }

    private DataException without(long line) {
        return new DataException(csv + " line " + line, "must have a label", "none", "");
    }
}
