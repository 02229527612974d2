package org.tl4j.core.provenance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How the constants of an enum are written in settings, in files and in provenance. */
public final class EnumNames {
    private EnumNames() {}

    /** The name of a constant in lower case letters, with dashes: {@code one-cycle}; or its own word, if it defines one. */
    public static String of(Enum<?> choice) {
        if (choice instanceof WordedChoice worded) {
            return worded.word();
        }
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words of all constants of a type, in their order. */
    public static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(EnumNames::of).toList();
    }

    /** The constant of a word, if there is one. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }
}
