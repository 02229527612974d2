package org.tl4j.application.predictions;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tl4j.core.error.Printable;
import org.tl4j.core.provenance.Digest;

/**
 * The folder of each label: its name where every system takes that as the name of a folder and no other label has the same but
 * for capitals; else a similar name with a part of its digest, so that no two labels share a folder. Immutable.
 */
final class LabelFolders {
    /** Where a person should look. */
    static final String UNSURE = "unsure";

    /** What may show none of the labels. */
    static final String UNFAMILIAR = "unfamiliar";

    /** Images of a model of several labels that have none of them. */
    static final String NO_LABEL = "no-label";

    private static final Set<String> RESERVED = Set.of(UNSURE, UNFAMILIAR, NO_LABEL);
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[/\\\\:*?\"<>|]");
    private static final Pattern AT_THE_ENDS = Pattern.compile("^[. ]+|[. ]+$");
    private static final Pattern DEVICE = Pattern.compile(
            "(?i)(?:con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3])(?:\\..*)?");
    private static final int LONGEST = 60;
    private static final int DIGITS = 8;

    private final Map<String, String> folders = new HashMap<>();

    LabelFolders(List<String> labels) {
        Map<String, Long> alike = labels.stream().collect(groupingBy(LabelFolders::key, counting()));
        Set<String> taken = new HashSet<>(RESERVED);
        for (String label : labels) {
            if (safe(label).equals(label) && alike.get(key(label)) == 1 && taken.add(key(label))) {
                folders.put(label, label);
            }
        }
        for (String label : labels) {
            folders.computeIfAbsent(label, other -> another(other, taken));
        }
    }

    /** The folder of a label that the model has. */
    String of(String label) {
        return folders.get(label);
    }

    private static String another(String label, Set<String> taken) {
        String digest = Digest.of(label).hex();
        for (int digits = DIGITS; ; digits++) {
            String name = safe(label) + "-" + digest.substring(0, digits);
            if (taken.add(key(name))) {
                return name;
            }
        }
    }

    /** What some systems take for the same name. */
    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** A text that every system takes as the name of a folder, visible and inside its parent. */
    private static String safe(String label) {
        String name = NOT_IN_NAMES
                .matcher(label.codePoints()
                        .map(point -> Printable.mustBeEscaped(point) ? '_' : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append))
                .replaceAll("_");
        name = AT_THE_ENDS.matcher(name).replaceAll("_");
        if (name.codePointCount(0, name.length()) > LONGEST) {
            name = AT_THE_ENDS
                    .matcher(name.substring(0, name.offsetByCodePoints(0, LONGEST)))
                    .replaceAll("_");
        }
        return name.isEmpty() || DEVICE.matcher(name).matches() ? "_" + name : name;
    }
}
