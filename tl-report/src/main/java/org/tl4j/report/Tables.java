package org.tl4j.report;

import java.util.List;

/** Tables of figures. */
public final class Tables {
    private Tables() {}

    /**
     * A heading of a column.
     *
     * @param text what the column has
     * @param numeric whether it has numbers, which stand to the right
     */
    public static Html heading(String text, boolean numeric) {
        HtmlElement heading = Html.element("th").attribute("scope", "col");
        if (numeric) {
            heading.classes("n");
        }
        return heading.text(text).html();
    }

    /** A cell with a number, by which its column is sorted. */
    public static Html number(double value, String shown) {
        return Html.element("td")
                .classes("n")
                .attribute("data-value", Double.toString(value))
                .text(shown)
                .html();
    }

    /** A cell that begins a row. */
    public static Html rowHeading(Html content) {
        return Html.element("th").attribute("scope", "row").add(content).html();
    }

    /** A cell. */
    public static Html cell(Html content) {
        return Html.element("td").add(content).html();
    }

    /** A row. */
    public static Html row(List<Html> cells) {
        return Html.element("tr").addAll(cells).html();
    }

    /**
     * A table whose columns can be sorted.
     *
     * @param caption what it has
     * @param headings see {@link #heading}
     * @param rows see {@link #row}
     */
    public static Html sortable(String caption, List<Html> headings, List<Html> rows) {
        return table("sortable", caption, headings, rows);
    }

    /** A table whose rows have an order of their own. */
    public static Html plain(String caption, List<Html> headings, List<Html> rows) {
        return table("plain", caption, headings, rows);
    }

    private static Html table(String classes, String caption, List<Html> headings, List<Html> rows) {
        return Html.element("div")
                .classes("scroll")
                .add(Html.element("table")
                        .classes(classes)
                        .add(Html.element("caption", caption))
                        .add(Html.element("thead").add(row(headings)))
                        .add(Html.element("tbody").addAll(rows)))
                .html();
    }
}
