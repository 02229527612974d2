package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.evaluation.Interval;

/**
 * How well one trait alone tells the classes apart. A network that finds such a shortcut need not learn what images show.
 *
 * @param trait the trait
 * @param balancedAccuracy mean recall of the classes, by cross-validation, from 0 to 1
 * @param interval 95 % interval of it
 * @param chance what guessing reaches: 1 divided by the number of classes
 * @param images how many were used
 * @param verdict what follows
 */
public record ShortcutCheck(
        ShortcutTrait trait, double balancedAccuracy, Interval interval, double chance, int images, Verdict verdict) {
    public ShortcutCheck {
        requireNonNull(trait, "trait is null");
        requireNonNull(interval, "interval is null");
        requireNonNull(verdict, "verdict is null");
    }

    /** What a check shows. */
    public enum Verdict {
        /** No better than guessing, or hardly. */
        NONE,
        /** Clearly better than guessing. */
        WEAK,
        /** At least half way from guessing to certainty: results on such data may mean nothing elsewhere. */
        STRONG
    }

    /** Where the balanced accuracy lies between guessing (0) and certainty (1); below 0 if it is worse than guessing. */
    public double gain() {
        return (balancedAccuracy - chance) / (1 - chance);
    }
}
