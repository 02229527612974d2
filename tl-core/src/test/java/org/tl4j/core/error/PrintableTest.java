package org.tl4j.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "cat", "Käse 100 % \"a\\b\"", "日本語", "می\u200cخواهم", "👩\u200d🔬", "e\u0301"})
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(Printable.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "000a, \\n",
        "000d, \\r",
        "0009, \\t",
        "0000, \\u0000",
        "001b, \\u001b",
        "0007, \\u0007",
        "007f, \\u007f",
        "0085, \\u0085",
        "009b, \\u009b",
        "00ad, \\u00ad",
        "061c, \\u061c",
        "200b, \\u200b",
        "200e, \\u200e",
        "200f, \\u200f",
        "2028, \\u2028",
        "2029, \\u2029",
        "202a, \\u202a",
        "202e, \\u202e",
        "2066, \\u2066",
        "2069, \\u2069",
        "feff, \\ufeff",
        "d800, \\ud800",
        "dfff, \\udfff",
        "e0041, \\u{e0041}"
    })
    void whatIsNotSeenOrTurnsTextAroundIsEscaped(String codePoint, String shown) {
        String character = new String(Character.toChars(Integer.parseInt(codePoint, 16)));

        assertThat(Printable.text("a" + character + "b")).isEqualTo("a" + shown + "b");
        assertThat(Printable.text("a" + character + "b", 40)).isEqualTo("a" + shown + "b");
    }

    @Test
    void longTextKeepsItsBeginningAndItsEnd() {
        assertThat(Printable.text("/a/" + "b".repeat(100) + "/cat.jpg", 30))
                .isEqualTo("/a/bbbbbbbbbbbbbbb...b/cat.jpg");
    }

    @Test
    void escapesCountWhereTextIsCut() {
        String shown = Printable.text("\u001b".repeat(10), 32);

        assertThat(shown).isEqualTo("\\u001b\\u001b\\u001b...\\u001b");
    }

    @Property
    void nothingRawIsLeftAndNothingIsEscapedTwice(
            @ForAll String text, @ForAll @IntRange(min = 16, max = 60) int longest) {
        String shown = Printable.text(text);

        assertThat(shown.codePoints().noneMatch(Printable::mustBeEscaped)).isTrue();
        assertThat(Printable.text(shown)).isEqualTo(shown);
        assertThat(Printable.text(text, longest)).hasSizeLessThanOrEqualTo(longest);
        assertThat(Printable.text(text, longest).codePoints().noneMatch(Printable::mustBeEscaped))
                .isTrue();
    }
}
