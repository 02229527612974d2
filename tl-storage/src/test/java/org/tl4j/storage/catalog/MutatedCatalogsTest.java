package org.tl4j.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

/** Every file is read as a catalogue or rejected by its name. */
class MutatedCatalogsTest {
    private static final int CASES = 3000;
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "9223372036854775808",
            "\"\"",
            "\"resnet18\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[{}]",
            "[null]",
            "{\"file\": null}",
            "[[[[1]]]]");

    @Test
    void isReadOrRefused() {
        String whole = CatalogText.of(CatalogFileTest.published().get(0));
        Random random = new Random(20261129);
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            String mutated = random.nextBoolean() ? withOtherValue(whole, random) : withOtherCharacter(whole, random);
            try {
                read += CatalogFile.parse(mutated, "own.json").entries().size();
            } catch (UsageException e) {
                assertThat(e).hasMessageContaining("own.json");
            } catch (RuntimeException e) {
                fail("not refused but failed: " + mutated, e);
            }
        }
        // some mutations are harmless: another letter of a description
        assertThat(read).isBetween(CASES / 20, CASES);
    }

    /** Replaces the value after a colon. */
    private static String withOtherValue(String text, Random random) {
        int colon = text.indexOf(':', random.nextInt(text.lastIndexOf(':')));
        int end = colon + 1;
        while (",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, colon + 1) + VALUES.get(random.nextInt(VALUES.size())) + text.substring(end);
    }

    private static String withOtherCharacter(String text, Random random) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) (' ' + random.nextInt(95)) + text.substring(at + 1);
    }
}
