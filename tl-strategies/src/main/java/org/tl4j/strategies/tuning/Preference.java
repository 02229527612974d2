package org.tl4j.strategies.tuning;

import java.util.Locale;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * Which of two networks is taken, both clearly better than the frozen one.
 *
 * @param larger whether it is the one of which more was trained
 * @param reason in a sentence that follows those on the larger one
 */
record Preference(boolean larger, String reason) {
    /**
     * Weighs them on the same validation images. A larger part that saw augmented images for all of its epochs wins unless it
     * is clearly worse; any other has to be clearly better.
     *
     * @param name what a person calls the smaller one
     * @param sawMore whether the larger part saw augmented images for all of its epochs
     */
    static Preference between(
            String name, ValidationPredictions smaller, ValidationPredictions larger, boolean sawMore) {
        PairedComparison gain = PairedComparison.between(smaller, larger);
        boolean clearlyWorse = PairedComparison.between(larger, smaller).clear();
        if (gain.clear()) {
            return new Preference(true, compared(gain, name) + ".");
        }
        if (clearlyWorse) {
            return new Preference(false, compared(gain, name) + ", more likely a loss than noise.");
        }
        String noise = compared(gain, name) + ", no more than noise";
        return sawMore
                ? new Preference(true, noise + ", but it saw augmented images, and the smaller part none.")
                : new Preference(false, noise + ", and less training is preferred where nothing speaks for more.");
    }

    private static String compared(PairedComparison gain, String name) {
        return gain.mean() == 0
                ? "That is what " + name + " gets"
                : String.format(
                        Locale.ROOT,
                        "That is %.1f points %s than %s",
                        100 * Math.abs(gain.mean()),
                        gain.mean() > 0 ? "more" : "less",
                        name);
    }
}
