package org.tl4j.data.internal.reading;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;

/**
 * Where each column of a CSV is.
 *
 * @param csv the file, to whose folder paths are relative
 * @param count how many columns there are
 * @param path the index of the column of paths
 * @param label the index of the column of labels
 * @param split the index of the column of parts, or -1
 */
record CsvColumns(Path csv, int count, int path, int label, int split) {
    /** Reads the first row, whose names may have any order. */
    static CsvColumns of(Path csv, long line, CSVRecord header) {
        List<String> names = header.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean known = List.of("path", "label", "split").containsAll(names)
                && names.stream().distinct().count() == names.size();
        if (!known || !names.contains("path") || !names.contains("label")) {
            throw new DataException(
                    csv + " line " + line,
                    "must name the columns: path,label or path,label,split",
                    String.join(",", header.toList()),
                    "add this row at the top");
        }
        return new CsvColumns(csv, names.size(), names.indexOf("path"), names.indexOf("label"), names.indexOf("split"));
    }

    /** The image of one row. */
    Candidate candidate(long line, CSVRecord row) {
        if (row.size() != count) {
            throw bad(
                    line,
                    "must have " + count + " values",
                    row.size() + ": " + String.join(",", row.toList()),
                    "put a value that holds a comma in quotes",
                    null);
        }
        Path image = path(line, row.get(path));
        String name = Layout.label(row.get(label).strip());
        if (name.isEmpty()) {
            throw bad(line, "must have a label", "none", "", null);
        }
        return new Candidate(ImageLocation.file(image), image.toString(), Optional.of(name), part(line, row), true);
    }

    private Path path(long line, String text) {
        if (text.isBlank()) {
            throw bad(line, "must have a path", "none", "", null);
        }
        try {
            return csv.resolveSibling(text);
        } catch (InvalidPathException e) {
            throw bad(line, "must have a path that this system can have", text, "", e);
        }
    }

    private Optional<Part> part(long line, CSVRecord row) {
        if (split < 0 || row.get(split).isBlank()) {
            return Optional.empty();
        }
        Optional<Part> part = PartNames.part(row.get(split).strip());
        if (part.isEmpty()) {
            throw bad(line, "must have a split of train, validation, test or nothing", row.get(split), "", null);
        }
        return part;
    }

    private DataException bad(long line, String rule, String found, String remedy, Exception cause) {
        return new DataException(new Problem(csv + " line " + line, rule, found, remedy), cause);
    }
}
