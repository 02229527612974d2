package org.tl4j.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tl4j.core.error.Printable;

/**
 * An element while it is made. Attributes come first, then what is in it. It refuses what could run as a program or make a
 * request: handlers of events, styles, and links to anything but a place of the same page and an image inside it. For one
 * thread.
 */
public final class HtmlElement {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Pattern IMAGE = Pattern.compile("data:image/(jpeg|png);base64,[A-Za-z0-9+/=]*");
    private static final Set<String> VOID = Set.of("br", "col", "hr", "input");
    private static final Set<String> REFUSED =
            Set.of("style", "srcset", "action", "formaction", "srcdoc", "background");
    private static final Set<String> LINKS = Set.of("href", "src");

    private final String name;
    private final StringBuilder markup = new StringBuilder();
    private final SortedMap<String, String> definitions = new TreeMap<>();
    private boolean open = true;

    HtmlElement(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an element must have a name of letters and digits, found " + name);
        }
        this.name = name;
        markup.append('<').append(name);
    }

    /**
     * Adds an attribute.
     *
     * @throws IllegalArgumentException if its name is not one, if it could run a program or make a request, or if something
     *     is in the element already
     */
    public HtmlElement attribute(String attribute, String value) {
        String lower = attribute.toLowerCase(Locale.ROOT);
        if (!ATTRIBUTE.matcher(attribute).matches() || lower.startsWith("on") || REFUSED.contains(lower)) {
            throw new IllegalArgumentException("an attribute that pages may have is needed, found " + attribute);
        }
        boolean image = IMAGE.matcher(value).matches();
        if (LINKS.contains(lower) && !value.startsWith("#") && !image) {
            throw new IllegalArgumentException("a link must stay in the page, found " + value);
        }
        if (!open) {
            throw new IllegalArgumentException("attributes come before what is in the element, found " + attribute);
        }
        markup.append(' ').append(attribute).append("=\"");
        markup.append(image ? value : Html.escaped(Printable.text(value))).append('"');
        return this;
    }

    /** Adds an attribute with a number, written as short as possible with at most two digits after the point. */
    public HtmlElement attribute(String attribute, double value) {
        return attribute(attribute, Numbers.plain(value));
    }

    /** Adds the attribute {@code class}. */
    public HtmlElement classes(String classes) {
        return attribute("class", classes);
    }

    /** Adds text. */
    public HtmlElement text(String text) {
        return add(Html.text(text));
    }

    /** Adds a piece. */
    public HtmlElement add(Html piece) {
        close();
        markup.append(piece.markup());
        definitions.putAll(piece.definitions());
        return this;
    }

    /** Adds an element. */
    public HtmlElement add(HtmlElement element) {
        return add(element.html());
    }

    /** Adds several pieces. */
    public HtmlElement addAll(List<Html> pieces) {
        pieces.forEach(this::add);
        return this;
    }

    /** The element as a piece. */
    public Html html() {
        close();
        return new Html(
                VOID.contains(name) ? markup.toString() : markup + "</" + name + ">", new TreeMap<>(definitions));
    }

    private void close() {
        if (open) {
            markup.append('>');
            open = false;
        }
    }
}
