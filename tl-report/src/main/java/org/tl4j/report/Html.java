package org.tl4j.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tl4j.core.error.Printable;

/**
 * A piece of a page. All text in it is escaped, by {@link Printable} and then for HTML, since labels and file names may contain
 * anything; there is no way to add markup that was not made by {@link #element}. A piece knows the images that it shows, so that
 * a page has each only once. Immutable.
 */
public final class Html {
    /** Nothing. */
    public static final Html EMPTY = new Html("", new TreeMap<>());

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_TOOLTIP = 200;

    private final String markup;
    private final SortedMap<String, String> definitions;

    Html(String markup, SortedMap<String, String> definitions) {
        this.markup = markup;
        this.definitions = definitions;
    }

    /** Text, escaped. */
    public static Html text(String text) {
        return new Html(escaped(Printable.text(text)), new TreeMap<>());
    }

    /**
     * Begins an element.
     *
     * @param name in the spelling of HTML or SVG: {@code td}, {@code linearGradient}
     */
    public static HtmlElement element(String name) {
        return new HtmlElement(name);
    }

    /** An element with a text. */
    public static Html element(String name, String text) {
        return element(name).text(text).html();
    }

    /**
     * A name from elsewhere, such as a label or a file name: isolated from the direction in which the text around it is
     * written, and shortened if it is very long; its tooltip has more of it.
     */
    public static Html name(String name) {
        return name(name, LONGEST_NAME);
    }

    /**
     * The same, shortened to at most {@code longest} characters.
     *
     * @param longest at least 16
     */
    public static Html name(String name, int longest) {
        String shown = Printable.text(name, longest);
        HtmlElement element = element("bdi");
        if (!shown.equals(name)) {
            element.attribute("title", Printable.text(name, LONGEST_TOOLTIP));
        }
        return element.text(shown).html();
    }

    /** The same as text, for attributes and charts: escaped, and shortened if it is very long. */
    public static String nameText(String name) {
        return Printable.text(name, LONGEST_NAME);
    }

    /** Several pieces, one after another. */
    public static Html join(List<Html> pieces) {
        StringBuilder all = new StringBuilder();
        SortedMap<String, String> definitions = new TreeMap<>();
        for (Html piece : pieces) {
            all.append(piece.markup);
            definitions.putAll(piece.definitions);
        }
        return new Html(all.toString(), definitions);
    }

    /**
     * Data for a script of the page, which is not shown.
     *
     * @param id of its element
     * @param json a document in JSON
     */
    public static Html data(String id, String json) {
        String safe = json.replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
        HtmlElement script = element("script").attribute("type", "application/json");
        return script.attribute("id", id).add(new Html(safe, new TreeMap<>())).html();
    }

    /**
     * A use of something that a page has only once, such as an image.
     *
     * @param id of the definition, unique in a page
     * @param definition what is defined, with this id
     */
    static Html use(String id, Html definition) {
        SortedMap<String, String> definitions = new TreeMap<>(definition.definitions);
        definitions.put(id, definition.markup);
        return new Html(element("use").attribute("href", "#" + id).html().markup, definitions);
    }

    /** The markup without the images; for pages that have them elsewhere. */
    String markup() {
        return markup;
    }

    /** The images, by their identifiers. */
    SortedMap<String, String> definitions() {
        return definitions;
    }

    /** The whole markup, with the images before the rest, for a page of one's own. */
    public String fragment() {
        return definitionsMarkup() + markup;
    }

    /** The images alone. */
    String definitionsMarkup() {
        if (definitions.isEmpty()) {
            return "";
        }
        return "<svg class=\"definitions\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
                + String.join("", definitions.values())
                + "</defs></svg>";
    }

    /** The same as {@link #fragment()}. */
    @Override
    public String toString() {
        return fragment();
    }

    static String escaped(String text) {
        requireNonNull(text, "text is null");
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
