package org.tl4j.cli.output;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How a line of a result looks on a terminal: sentences are broken between words at its width, warnings have a colour. Lines
 * of tables, which begin with a space, stay as they are, and so does everything that goes elsewhere. Immutable.
 *
 * @param width of the terminal in characters; empty where it is not known
 * @param coloured whether colours are wanted
 */
record TerminalStyle(OptionalInt width, boolean coloured) {
    /** Lines stay as they are. */
    static final TerminalStyle PLAIN = new TerminalStyle(OptionalInt.empty(), false);

    /** A narrower one is taken for this wide: one word per line is no text. */
    private static final int NARROWEST = 40;

    private static final String WARNING = "Warning:";
    private static final String YELLOW = "\u001b[33m";
    private static final String RESET = "\u001b[0m";
    private static final String CONTINUED = "  ";

    /**
     * The style of a terminal. Its width is that of {@code COLUMNS}; there are no colours where {@code NO_COLOR} is set and
     * not empty (<a href="https://no-color.org">no-color.org</a>).
     *
     * @param environment as {@link System#getenv()}
     * @param terminal whether results go to a terminal
     */
    static TerminalStyle of(Map<String, String> environment, boolean terminal) {
        if (!terminal) {
            return PLAIN;
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        return new TerminalStyle(
                columns.matches("[1-9][0-9]{0,4}")
                        ? OptionalInt.of(Math.max(NARROWEST, Integer.parseInt(columns)))
                        : OptionalInt.empty(),
                environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** The lines to print for a line of a result, which is escaped already. */
    Stream<String> lines(String line) {
        Stream<String> broken =
                width.isEmpty() || line.startsWith(" ") ? Stream.of(line) : broken(line, width.getAsInt());
        return coloured && line.startsWith(WARNING) ? broken.map(part -> YELLOW + part + RESET) : broken;
    }

    /** Breaks between words; a word that is longer than a line stays whole, so that a path can be copied. */
    private static Stream<String> broken(String line, int width) {
        Stream.Builder<String> lines = Stream.builder();
        StringBuilder current = new StringBuilder();
        for (String word : line.split(" ", -1)) {
            if (!current.isEmpty()
                    && current.length() + 1 + word.length() > width
                    && !current.toString().isBlank()) {
                lines.add(current.toString());
                current.setLength(0);
                current.append(CONTINUED).append(word);
            } else {
                current.append(current.isEmpty() ? "" : " ").append(word);
            }
        }
        return lines.add(current.toString()).build();
    }
}
