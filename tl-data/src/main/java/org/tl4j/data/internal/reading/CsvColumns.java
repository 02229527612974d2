package org.tl4j.data.internal.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;

/**
 * The position of each known column of a CSV. If there is one for labels, other columns are ignored; if there is none, each
 * other column is a label. Not thread-safe.
 */
final class CsvColumns {
    /** Column names in common use, the preferred one first; only letters are compared. */
    private static final List<String> PATH =
            List.of("path", "filepath", "imagepath", "file", "filename", "imagefile", "imagefilename", "image");

    private static final List<String> LABEL = List.of("label", "class", "classname", "labelname", "category");
    private static final List<String> SPLIT = List.of("split", "datasplit", "subset", "partition");

    private final Path csv;
    private final List<String> names;
    private final int path;
    private final RowLabels labels;
    private final int split;
    private final OtherSplit otherSplit;

    private CsvColumns(Path csv, List<String> names, RowLabels labels) {
        this.csv = csv;
        this.names = names;
        this.path = index(names, PATH).orElseThrow();
        this.labels = labels;
        this.split = index(names, SPLIT).orElse(-1);
        this.otherSplit = new OtherSplit(csv, names);
    }

    /** Reads the header row, whose names may have any order. */
    static CsvColumns of(Path csv, long line, CSVRecord header, LabelReading reading) {
        List<String> names = header.toList();
        if (areIn(names)) {
            return new CsvColumns(
                    csv, names, new LabelCell(csv, index(names, LABEL).orElseThrow(), reading));
        }
        DataException unknown = new DataException(
                csv + " line " + line,
                "must name the columns: path,label or path,label,split",
                String.join(",", names),
                "add this row at the top, or name the columns so; for several labels per image, path and a column of 0 and"
                        + " 1 for each");
        Map<Integer, String> columns = labelColumns(names);
        if (columns.isEmpty()
                || reading.mode().filter(LabelMode.SINGLE_LABEL::equals).isPresent()) {
            throw unknown;
        }
        return new CsvColumns(csv, names, LabelColumns.of(csv, line, columns, reading, unknown));
    }

    /** The columns that are neither path nor split, by their positions; none if the header does not allow that. */
    private static Map<Integer, String> labelColumns(List<String> names) {
        List<String> letters = names.stream().map(CsvColumns::letters).toList();
        boolean allowed = index(names, PATH).isPresent()
                && !isTwice(names, SPLIT)
                && letters.stream().noneMatch(LABEL::contains);
        Map<Integer, String> columns = new TreeMap<>();
        for (int column = 0; allowed && column < names.size(); column++) {
            boolean known = column == index(names, PATH).orElseThrow()
                    || index(names, SPLIT)
                            .filter(Integer.valueOf(column)::equals)
                            .isPresent();
            if (!known && !names.get(column).isBlank()) {
                columns.put(column, Layout.label(names.get(column).strip()));
            }
        }
        return columns;
    }

    /** Whether a row names the columns that are needed. */
    static boolean areIn(List<String> names) {
        return index(names, PATH).isPresent()
                && index(names, LABEL).isPresent()
                && Optional.of(SPLIT).filter(words -> isTwice(names, words)).isEmpty();
    }

    /** The column of the first word that the header has; empty if it has none, or has it twice. */
    private static Optional<Integer> index(List<String> names, List<String> words) {
        List<String> letters = names.stream().map(CsvColumns::letters).toList();
        return words.stream()
                .filter(letters::contains)
                .findFirst()
                .filter(word -> letters.indexOf(word) == letters.lastIndexOf(word))
                .map(letters::indexOf);
    }

    private static boolean isTwice(List<String> names, List<String> words) {
        return index(names, words).isEmpty()
                && names.stream().map(CsvColumns::letters).anyMatch(words::contains);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
    }

    /** The image of one row. */
    Candidate candidate(long line, CSVRecord row) {
        requireWidth(line, row);
        Path image = CsvPath.of(csv, line, row.get(path));
        RowLabels.Labels found = labels.of(line, row);
        if (split < 0) {
            otherSplit.add(row);
        }
        return new Candidate(
                ImageLocation.file(image),
                image.toString(),
                Optional.of(found.text()),
                Optional.of(found.annotation()),
                part(line, row),
                true);
    }

    /**
     * The whole list.
     *
     * @throws DataException if a row has no label in a list where each image has one
     */
    DatasetLayout layout(List<Candidate> candidates) {
        return labels.layout(candidates);
    }

    /** Spreadsheets add separators at the end of rows, never in between. */
    private void requireWidth(long line, CSVRecord row) {
        boolean blankEnd = IntStream.range(names.size(), row.size())
                .allMatch(index -> row.get(index).isBlank());
        if (row.size() < names.size() || !blankEnd) {
            throw bad(
                    line,
                    "must have " + names.size() + " values",
                    row.size() + ": " + String.join(",", row.toList()),
                    "put a value that holds a separator in quotes");
        }
    }

    /**
     * Refuses a list whose split is in a column that is not named split.
     *
     * @throws DataException naming that column
     */
    void requireNoOtherSplit() {
        if (split < 0) {
            otherSplit.requireNone();
        }
    }

    private Optional<Subset> part(long line, CSVRecord row) {
        if (split < 0 || row.get(split).isBlank()) {
            return Optional.empty();
        }
        Optional<Subset> part = SubsetNames.subset(row.get(split).strip());
        if (part.isEmpty()) {
            throw bad(line, "must have a split of train, validation, test or nothing", row.get(split), "");
        }
        return part;
    }

    private DataException bad(long line, String rule, String found, String remedy) {
        return new DataException(csv + " line " + line, rule, found, remedy);
    }
}
