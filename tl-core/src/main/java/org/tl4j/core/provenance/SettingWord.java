package org.tl4j.core.provenance;

import java.util.Locale;

/** How a choice is written in settings, in files and in provenance alike. */
public final class SettingWord {
    private SettingWord() {}

    /** The name of a constant in small letters, with dashes: {@code one-cycle}. */
    public static String of(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
