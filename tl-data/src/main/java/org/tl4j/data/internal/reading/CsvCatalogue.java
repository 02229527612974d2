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
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;

/** The rows of a CSV with columns path, label and perhaps split (RFC 4180, UTF-8, as {@link CsvDialect} adds to it). */
final class CsvCatalogue implements Catalogue {
    /** Blank lines are rows too, or the numbers of the lines would not be known. */
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();

    private final List<Candidate> candidates;

    private CsvCatalogue(List<Candidate> candidates) {
        this.candidates = candidates;
    }

    static CsvCatalogue open(Path csv) {
        try (BufferedReader reader = Files.newBufferedReader(csv);
                CSVParser parser = CsvDialect.parse(reader, FORMAT)) {
            return new CsvCatalogue(read(csv, parser));
        } catch (CharacterCodingException e) {
            throw problem(csv.toString(), "must be text in UTF-8", "other bytes", "save it as UTF-8", e);
        } catch (UncheckedIOException e) {
            throw malformed(csv, e.getCause());
        } catch (IOException e) {
            throw Catalogues.unreadable(csv, e);
        }
    }

    /** The parser's iterator hides read errors, bad bytes and bad quotes in an unchecked exception. */
    private static DataException malformed(Path csv, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return problem(csv.toString(), "must be text in UTF-8", "other bytes", "save it as UTF-8", cause);
        }
        if (cause instanceof CSVException) {
            return problem(
                    csv.toString(), "must be a CSV", cause.getMessage(), "double each quote inside quotes", cause);
        }
        return Catalogues.unreadable(csv, cause);
    }

    private static DataException problem(String subject, String rule, String found, String remedy, Exception cause) {
        return new DataException(new Problem(subject, rule, found, remedy), cause);
    }

    private static List<Candidate> read(Path csv, CSVParser parser) {
        List<Candidate> candidates = new ArrayList<>();
        CsvColumns columns = null;
        long line = 1;
        for (CSVRecord row : parser) {
            if (!blank(row)) {
                if (columns == null) {
                    columns = CsvColumns.of(csv, line, row);
                } else {
                    candidates.add(columns.candidate(line, row));
                }
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        if (columns == null) {
            throw new DataException(csv.toString(), "must begin with a row path,label[,split]", "no row", "");
        }
        return inTrainUnlessSaid(candidates);
    }

    /** Spreadsheets leave rows of nothing but separators where something was deleted. */
    private static boolean blank(CSVRecord row) {
        return row.stream().allMatch(String::isBlank);
    }

    /** Where some rows have a split, the others have one too, so that nobody has to guess later. */
    private static List<Candidate> inTrainUnlessSaid(List<Candidate> candidates) {
        if (candidates.stream().allMatch(candidate -> candidate.part().isEmpty())) {
            return candidates;
        }
        return candidates.stream()
                .map(candidate -> candidate.in(candidate.part().orElse(Part.TRAIN)))
                .toList();
    }

    @Override
    public Arrangement arrangement() {
        return Arrangement.listed(candidates);
    }

    @Override
    public InputStream open(Candidate candidate) throws IOException {
        return PlainFiles.open(candidate.location().container());
    }

    @Override
    public void close() {
        // The file was closed when it had been read.
    }
}
