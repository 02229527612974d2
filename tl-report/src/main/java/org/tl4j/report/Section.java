package org.tl4j.report;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A part of a report. Immutable.
 *
 * @param id of its element, unique in a page: lower-case letters, digits and dashes; identifiers in {@code content} begin with it
 * @param title as it is shown
 * @param content what follows the title
 */
public record Section(String id, String title, Html content) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    public Section {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id of a section must be lower-case letters, digits and dashes, found " + id);
        }
        requireNonNull(title, "title is null");
        requireNonNull(content, "content is null");
    }

    /**
     * The section alone, with its title and its images, for a page of one's own. Its classes are those of the style sheet
     * {@link Report#styles}; it is readable without.
     */
    public String fragment() {
        return html().fragment();
    }

    Html html() {
        return Html.element("section")
                .attribute("id", id)
                .attribute("aria-labelledby", id + "-title")
                .add(Html.element("h2").attribute("id", id + "-title").text(title))
                .add(content)
                .html();
    }
}
