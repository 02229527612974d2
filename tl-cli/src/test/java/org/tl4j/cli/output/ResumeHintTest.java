package org.tl4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeHintTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/tmp/model.run, /tmp/model.run",
                "/tmp/my model.run, '/tmp/my model.run'",
                "/tmp/$HOME `x, '/tmp/$HOME `x'",
                "/tmp/it's.run, '/tmp/it'\\''s.run'",
                "/tmp/a\\b.run, '/tmp/a\\b.run'"
            })
    void posixShellsTakeThePathAsItIs(String path, String expected) {
        assertThat(ResumeHint.quoted(path, false)).isEqualTo(expected);
    }

    @Test
    void windowsTakesItInDoubleQuotes() {
        assertThat(ResumeHint.quoted("C:\\runs\\model.run", true)).isEqualTo("C:\\runs\\model.run");
        assertThat(ResumeHint.quoted("C:\\my runs\\it's.run", true)).isEqualTo("\"C:\\my runs\\it's.run\"");
    }
}
