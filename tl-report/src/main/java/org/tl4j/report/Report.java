package org.tl4j.report;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.storage.files.AtomicFile;

/**
 * A report as one HTML file: styles, a small script and all images are in it, and it makes no request. Equal contents give
 * equal bytes. Immutable.
 */
public final class Report {
    /** The most bytes of images in a page, encoded; what does not fit is left out, the least important first. */
    public static final int IMAGE_BYTES = 3_500_000;

    /** In the first lines of every page, by which one is distinguished from other pages. */
    public static final String MARK = "<meta name=\"generator\" content=\"TL4J\">";

    private final ReportContents contents;

    private Report(ReportContents contents) {
        this.contents = contents;
    }

    /**
     * A report.
     *
     * @throws org.tl4j.core.error.UsageException if {@code contents} is null
     */
    public static Report of(ReportContents contents) {
        return new Report(required(contents, "contents"));
    }

    /** Its parts, each of which can be had alone: {@link Section#fragment}. */
    public List<Section> sections() {
        return List.copyOf(contents.sections());
    }

    /** The style sheet of the page, for sections in a page of one's own. */
    public static String styles() {
        return Page.STYLES;
    }

    /** The whole page. */
    public String html() {
        return Page.of(contents);
    }

    /**
     * Writes the page; a reader finds the old file or the whole new one.
     *
     * @throws org.tl4j.core.error.EnvironmentException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.writeReplaceable(file, html());
    }
}
