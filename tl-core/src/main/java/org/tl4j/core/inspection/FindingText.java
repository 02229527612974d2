package org.tl4j.core.inspection;

import java.util.Locale;

/** Findings in words, for terminals, pages and logs alike. Labels and names of files are not in them, and are not escaped. */
public final class FindingText {
    private static final double HUNDRED = 100;

    private FindingText() {}

    /** What is wrong, as an adjective: {@code blurred}, {@code of an odd shape}. */
    public static String of(PixelDefect defect) {
        return switch (defect) {
            case BLURRED -> "blurred";
            case DARK -> "dark";
            case BRIGHT -> "too bright";
            case FLAT -> "nearly of one tone";
            case TINY -> "tiny";
            case ODD_SHAPE -> "of an odd shape";
        };
    }

    /** The value of a finding with its bound: {@code sharpness 0.008, below 0.02}. */
    public static String measured(PixelFinding finding) {
        return switch (finding.defect()) {
            case BLURRED -> number("sharpness %.3f, below %s", finding);
            case DARK -> number("brightest tone %.2f of 1, below %s", finding);
            case BRIGHT -> number("darkest tone %.2f of 1, above %s", finding);
            case FLAT -> number("contrast %.3f, below %s", finding);
            case TINY -> number("shorter side %.0f pixels, below %s", finding);
            case ODD_SHAPE -> number("%.1f times as long as wide, above %s", finding);
        };
    }

    private static String number(String format, PixelFinding finding) {
        String bound = finding.bound() == Math.rint(finding.bound())
                ? Long.toString((long) finding.bound())
                : Double.toString(Math.round(finding.bound() * HUNDRED) / HUNDRED);
        return String.format(Locale.ROOT, format, finding.value(), bound);
    }

    /** A trait as the subject of a sentence: {@code the file type}. */
    public static String of(ShortcutTrait trait) {
        return switch (trait) {
            case BRIGHTNESS -> "the brightness";
            case COLOUR -> "the mean colour";
            case SIZE -> "the size of image and file";
            case FILE_TYPE -> "the file type";
            case SHARPNESS -> "the sharpness";
        };
    }

    /** What a trait alone recognises: {@code the file type alone recognises 98 % of the images of a class (guessing: 50 %)}. */
    public static String of(ShortcutCheck check) {
        return String.format(
                Locale.ROOT,
                "%s alone recognises %.0f %% of the images of a class (95 %% interval %.0f to %.0f; guessing: %.0f)",
                of(check.trait()),
                HUNDRED * check.balancedAccuracy(),
                HUNDRED * check.interval().low(),
                HUNDRED * check.interval().high(),
                HUNDRED * check.chance());
    }

    /** What follows from a shortcut. */
    public static String of(ShortcutCheck.Verdict verdict) {
        return switch (verdict) {
            case NONE -> "no shortcut";
            case WEAK -> "a weak shortcut, unless the classes really differ in it";
            case STRONG -> "a strong shortcut: a network may learn that instead of what the images show";
        };
    }

    /** What a check looks for, in plural: {@code likely wrong labels}. */
    public static String of(InspectionCheck check) {
        return switch (check) {
            case NEAR_DUPLICATES -> "near-duplicates";
            case LABELS -> "likely wrong labels";
            case OUTLIERS -> "outliers";
            case PIXELS -> "bad pixels";
            case SHORTCUTS -> "shortcuts";
            case MAP -> "places on the map";
        };
    }

    /** Why a check is limited, as a sentence without its full stop. */
    public static String of(LimitedCheck limit) {
        String what = of(limit.check());
        return switch (limit.reason()) {
            case NO_FEATURES -> "not checked for " + what + ", since no pretrained network was used";
            case ONE_CLASS -> "not checked for " + what + ", since all images have the same label";
            case TOO_FEW_IMAGES -> "not checked for " + what + ", since there are too few images";
            case SEVERAL_LABELS -> "not checked for " + what + ", since images have several labels";
            case SAMPLED ->
                limit.checked() == 0
                        ? "not checked for " + what + ", to save time"
                        : String.format(Locale.ROOT, "checked for %s on %,d of the images only", what, limit.checked());
        };
    }
}
