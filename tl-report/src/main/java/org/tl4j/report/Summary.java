package org.tl4j.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.training.TrainingWarning;

/** What stands above the sections of a report. For one thread. */
public final class Summary {
    private static final int LONGEST_WARNING = 600;
    private static final int LONGEST_NAME = 40;
    private static final int MOST_NAMES = 6;

    private final String kind;
    private final String title;
    private final List<Html> sentences = new ArrayList<>();
    private final List<Html> figures = new ArrayList<>();
    private final List<Html> warnings = new ArrayList<>();

    /**
     * A summary.
     *
     * @param kind what the page is: {@code Evaluation}
     * @param title of the page
     */
    public Summary(String kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    /** A summary without a kind. */
    public Summary(String title) {
        this("", title);
    }

    /** Adds a sentence. */
    public Summary sentence(String text) {
        return sentence(Html.text(text));
    }

    /** Adds a sentence, which may have names in it. */
    public Summary sentence(Html text) {
        sentences.add(text);
        return this;
    }

    /**
     * Adds a figure that stands out.
     *
     * @param what it measures
     * @param value the figure, with its unit
     * @param more what is to be said of it, short; may be empty
     */
    public Summary figure(String what, String value, String more) {
        figures.add(item(what, value, more));
        return this;
    }

    /** An item of a list of class {@code figures}; the parameters are those of {@link #figure}. */
    public static Html item(String what, String value, String more) {
        return Html.element("li")
                .add(Html.element("span").classes("what").text(what))
                .add(Html.element("span").classes("value").text(value))
                .add(Html.element("span").classes("more").text(more))
                .html();
    }

    /** Adds something that a reader must know. */
    public Summary warning(TrainingWarning warning) {
        return warning(warning.message());
    }

    /** Adds something that a reader must know. */
    public Summary warning(String text) {
        warnings.add(Html.element("li")
                .add(Html.element("strong", "Note: "))
                .add(Html.name(text, LONGEST_WARNING))
                .html());
        return this;
    }

    /** The summary. */
    public Html html() {
        HtmlElement header = Html.element("header");
        if (!kind.isEmpty()) {
            header.add(Html.element("p").classes("kind").text(kind));
        }
        header.add(Html.element("h1").add(Html.name(title)));
        sentences.forEach(
                sentence -> header.add(Html.element("p").classes("lead").add(sentence)));
        if (!figures.isEmpty()) {
            header.add(Html.element("ul").classes("figures").addAll(figures));
        }
        if (!warnings.isEmpty()) {
            header.add(Html.element("ul").classes("warnings").addAll(warnings));
        }
        return header.html();
    }

    /** Some names, and how many more there are. */
    static List<Html> names(List<String> names) {
        List<Html> pieces = new ArrayList<>();
        for (String name : names.subList(0, Math.min(MOST_NAMES, names.size()))) {
            pieces.add(Html.text(pieces.isEmpty() ? "" : ", "));
            pieces.add(Html.name(name, LONGEST_NAME));
        }
        if (names.size() > MOST_NAMES) {
            pieces.add(Html.text(" and " + Numbers.count(names.size() - (long) MOST_NAMES) + " more"));
        }
        return pieces;
    }

    /** That images were skipped. */
    static String skipped(int images) {
        return Numbers.count(images, "image") + " could not be used; the list with the reasons is at the end.";
    }

    /** The name of a file without its folders. */
    public static String file(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
