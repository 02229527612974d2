package org.tl4j.core.error;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was meant. */
public final class Suggestions {
    private static final int LONGEST = 200;

    private Suggestions() {}

    /**
     * The word with the fewest changed letters, if at most half of its letters have to change; otherwise the first word
     * that has such a part between dashes.
     */
    public static Optional<String> to(String typed, Collection<String> words) {
        if (typed.length() > LONGEST) {
            return Optional.empty(); // too long to be typed, and slow to compare
        }
        return words.stream()
                .min(Comparator.comparingInt(word -> distance(typed, word)))
                .filter(word -> near(typed, word))
                .or(() -> words.stream()
                        .filter(word -> Arrays.stream(word.split("-")).anyMatch(part -> near(typed, part)))
                        .findFirst());
    }

    private static boolean near(String typed, String word) {
        return distance(typed, word) <= Math.max(1, word.length() / 2);
    }

    /** Asks for the word that was meant, as a remedy; empty if none is near. */
    public static String question(String typed, Collection<String> words) {
        return to(typed, words).map(word -> "did you mean " + word + "?").orElse("");
    }

    /** Letters to insert, remove or replace (Levenshtein 1966). */
    public static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
