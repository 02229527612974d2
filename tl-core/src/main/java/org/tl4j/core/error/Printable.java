package org.tl4j.core.error;

/**
 * Makes text from elsewhere (labels, file names, values of files, answers of servers) safe to show on a terminal and in a log:
 * invisible characters, and those that change how others are shown, are escaped, and long text is cut. One line stays one
 * line. Text that is escaped already stays as it is. Stateless and thread-safe.
 */
public final class Printable {
    /** How much of a text a message quotes, in characters. */
    public static final int LONGEST_QUOTE = 2000;

    private static final String GAP = "...";

    private Printable() {}

    /** All of {@code text}, escaped. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Printable::mustBeEscaped)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> shown.append(shown(c)));
        return shown.toString();
    }

    /**
     * {@code text}, escaped, in at most {@code longest} characters: of a longer text the beginning and the end, which
     * is the most informative part of a path.
     *
     * @param longest at least 16
     */
    public static String text(String text, int longest) {
        if (longest < 16) {
            throw new IllegalArgumentException("longest must be at least 16, found " + longest);
        }
        // escapes only make it longer, so that the middle of a very long text need not be looked at
        if (text.length() <= longest) {
            String shown = text(text);
            if (shown.length() <= longest) {
                return shown;
            }
        }
        int end = (longest - GAP.length()) / 3;
        return beginning(text, longest - GAP.length() - end) + GAP + ending(text, end);
    }

    /**
     * Whether a code point is escaped: control characters (C0, DEL, C1), line and paragraph separators, halves of
     * surrogate pairs, and format characters such as marks of writing direction, which can make a text look like another. The
     * joiners of scripts and of emoji, and the visible marks of Arabic and Syriac, stay.
     */
    public static boolean mustBeEscaped(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> !visible(codePoint);
            default -> false;
        };
    }

    private static boolean visible(int format) {
        return switch (format) {
            case 0x200C, 0x200D -> true;
            case 0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2 -> true;
            default -> false;
        };
    }

    private static String shown(int codePoint) {
        if (!mustBeEscaped(codePoint)) {
            return Character.toString(codePoint);
        }
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.isBmpCodePoint(codePoint)
                        ? String.format("\\u%04x", codePoint)
                        : String.format("\\u{%x}", codePoint);
        };
    }

    private static String beginning(String text, int room) {
        StringBuilder shown = new StringBuilder(room);
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            String next = shown(codePoint);
            if (shown.length() + next.length() > room) {
                break;
            }
            shown.append(next);
            at += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    private static String ending(String text, int room) {
        StringBuilder shown = new StringBuilder(room);
        int at = text.length();
        while (at > 0) {
            int codePoint = text.codePointBefore(at);
            String next = shown(codePoint);
            if (shown.length() + next.length() > room) {
                break;
            }
            shown.insert(0, next);
            at -= Character.charCount(codePoint);
        }
        return shown.toString();
    }
}
