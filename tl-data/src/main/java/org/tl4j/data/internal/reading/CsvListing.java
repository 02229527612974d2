package org.tl4j.data.internal.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/** The rows of a CSV with columns for path, label and optionally split (RFC 4180, extended by {@link CsvDialect}). */
final class CsvListing implements FileListing {
    private final DatasetLayout layout;

    private CsvListing(DatasetLayout layout) {
        this.layout = layout;
    }

    static CsvListing open(Path csv, LabelReading labels) {
        try (InputStream bytes = Files.newInputStream(csv);
                RowLimit limit = new RowLimit(CsvText.reader(bytes));
                BufferedReader reader = new BufferedReader(limit, CsvDialect.LOOKED_AT + 2)) {
            return new CsvListing(new Rows(csv, limit, labels).read(reader));
        } catch (IOException e) {
            throw Listings.unreadable(csv, e);
        }
    }

    /** Reads the rows and keeps the current line number. */
    private static final class Rows {
        private final Path csv;
        private final RowLimit limit;
        private final LabelReading labels;
        private final List<Candidate> candidates = new ArrayList<>();
        private long line = 1;

        Rows(Path csv, RowLimit limit, LabelReading labels) {
            this.csv = csv;
            this.limit = limit;
            this.labels = labels;
        }

        DatasetLayout read(BufferedReader reader) throws IOException {
            try {
                CsvDialect dialect = CsvDialect.of(reader);
                for (int i = 0; i < dialect.skipped(); i++) {
                    reader.readLine();
                }
                try (CSVParser parser = dialect.format().parse(reader)) {
                    return rows(parser, dialect.skipped());
                }
            } catch (UncheckedIOException e) {
                // the parser's iterator wraps read errors, invalid bytes and invalid quotes
                throw malformed(e.getCause());
            } catch (CharacterCodingException | RowLimit.RowTooLongException e) {
                throw malformed(e);
            }
        }

        private DatasetLayout rows(CSVParser parser, int before) {
            CsvColumns columns = null;
            line = 1L + before;
            for (CSVRecord row : parser) {
                if (!isBlank(row)) {
                    if (columns == null) {
                        columns = CsvColumns.of(csv, line, row, labels);
                    } else {
                        candidates.add(columns.candidate(line, row));
                    }
                }
                line = parser.getCurrentLineNumber() + 1 + before;
                limit.next();
            }
            if (columns == null) {
                throw new DataException(csv.toString(), "must begin with a row path,label[,split]", "no row", "");
            }
            columns.requireNoOtherSplit();
            return columns.layout(withTrainAsDefault(candidates));
        }

        /** Spreadsheets leave rows that contain only separators where content was deleted. */
        private static boolean isBlank(CSVRecord row) {
            return row.stream().allMatch(String::isBlank);
        }

        private DataException malformed(IOException cause) {
            if (cause instanceof CharacterCodingException) {
                return problem(
                        csv + " from line " + line + " on",
                        "must be text in UTF-8, or in UTF-16 with a byte order mark",
                        "other bytes",
                        "save it as UTF-8, which Excel calls CSV UTF-8",
                        cause);
            }
            if (cause instanceof RowLimit.RowTooLongException) {
                return problem(
                        csv + " line " + line,
                        "must end within " + RowLimit.LONGEST_ROW + " characters",
                        "more",
                        "look for a quote that is not closed",
                        cause);
            }
            return cause instanceof CSVException
                    ? problem(
                            csv + " line " + line,
                            "must be a row of a CSV",
                            cause.getMessage(),
                            "double each quote inside quotes",
                            cause)
                    : Listings.unreadable(csv, cause);
        }

        private static DataException problem(
                String subject, String rule, String found, String remedy, Exception cause) {
            return new DataException(DataKind.CORRUPT, new Problem(subject, rule, found, remedy), cause);
        }
    }

    /** If some rows name a split, the rows without one are for training, so that the result is unambiguous. */
    private static List<Candidate> withTrainAsDefault(List<Candidate> candidates) {
        if (candidates.stream().allMatch(candidate -> candidate.subset().isEmpty())) {
            return candidates;
        }
        return candidates.stream()
                .map(candidate -> candidate.in(candidate.subset().orElse(Subset.TRAIN)))
                .toList();
    }

    @Override
    public DatasetLayout arrangement() {
        return layout;
    }

    @Override
    public InputStream open(Candidate candidate) throws IOException {
        return PlainFiles.open(candidate.location().container());
    }

    @Override
    public void close() {
        // The file is closed after it has been read.
    }
}
