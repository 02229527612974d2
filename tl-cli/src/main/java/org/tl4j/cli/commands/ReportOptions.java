package org.tl4j.cli.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.error.UsageException;
import org.tl4j.report.Report;
import org.tl4j.storage.files.DiskProblem;
import picocli.CommandLine.Option;

/** Where the report of training goes. */
final class ReportOptions {
    private static final String REPORT = "--report";
    private static final String NONE = "--no-report";
    private static final String EXTENSION = ".html";

    /** The head of a report is far shorter. */
    private static final int MARK_WITHIN = 2000;

    @Option(
            names = REPORT,
            paramLabel = "FILE.html",
            description =
                    "Where to write the report, one HTML file without a network; by default beside the bundle, with the"
                            + " ending .html.")
    private Optional<Path> file = Optional.empty();

    @Option(names = NONE, description = "Writes no report.")
    private boolean none;

    /**
     * The file to write, if one is wanted.
     *
     * @param bundle beside which it is by default
     * @param inputs files and folders that the command reads
     * @throws UsageException if the options contradict one another, or something else is in that place
     */
    Optional<Path> file(Path bundle, List<Path> inputs) {
        if (none && file.isPresent()) {
            throw new UsageException(NONE, "does not go with " + REPORT, "both", "leave one out");
        }
        file.ifPresent(named -> {
            OutputPlace.check(REPORT, named, inputs);
            if (named.toAbsolutePath()
                    .normalize()
                    .equals(bundle.toAbsolutePath().normalize())) {
                throw new UsageException(REPORT, "must be another file than --output", named.toString(), "");
            }
        });
        if (none) {
            return Optional.empty();
        }
        Path place = file.orElseGet(() -> beside(bundle));
        if (file.isEmpty()) {
            OutputPlace.check(REPORT, place, inputs);
            requireReport(place);
        }
        return Optional.of(place);
    }

    /** Nobody has named this place, so a file there that is no report stays. */
    private static void requireReport(Path place) {
        if (!Files.exists(place)) {
            return;
        }
        try (InputStream in = Files.newInputStream(place)) {
            if (!new String(in.readNBytes(MARK_WITHIN), StandardCharsets.UTF_8).contains(Report.MARK)) {
                throw new UsageException(
                        REPORT,
                        "is written beside the bundle where no other file is in its place",
                        "another page in " + place,
                        "name a place for the report, or leave it out with " + NONE);
            }
        } catch (IOException e) {
            throw DiskProblem.cannotRead(place, e);
        }
    }

    /** {@code photos/insects.html} for {@code photos/insects.tlz}. */
    static Path beside(Path bundle) {
        String name = String.valueOf(bundle.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return bundle.resolveSibling(name.endsWith(EXTENSION) ? name + EXTENSION : stem + EXTENSION);
    }
}
