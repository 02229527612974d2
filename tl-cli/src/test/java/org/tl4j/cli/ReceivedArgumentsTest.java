package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

class ReceivedArgumentsTest {
    @Test
    void argumentsThatWereDecodedAreTaken() {
        assertThatCode(() -> ReceivedArguments.requireDecoded(new String[] {"train", "--data", "犬 ü", ""}))
                .doesNotThrowAnyException();
    }

    @Test
    void theCharacterItselfMayBeTyped() {
        byte[] received = "java\0train\0a\uFFFDb\0".getBytes(StandardCharsets.UTF_8);
        assertThatCode(() -> ReceivedArguments.requireDecoded("a\uFFFDb", Optional.of(received)))
                .doesNotThrowAnyException();
        assertThatCode(() -> ReceivedArguments.requireDecoded("a\uFFFDb", Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void bytesOfAnotherEncodingAreRefused() {
        byte[] received = "java\0train\0狗\0".getBytes(Charset.forName("GBK"));
        String decoded = new String("狗".getBytes(Charset.forName("GBK")), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ReceivedArguments.requireDecoded(decoded, Optional.of(received)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("found bytes that are not; rename the file or folder to a name in UTF-8");
    }

    @Test
    void aLocaleThatCannotRepresentThemIsNamed() {
        byte[] received = "java\0train\0犬\0".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ReceivedArguments.requireDecoded("\uFFFD\uFFFD\uFFFD", Optional.of(received)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("found text in UTF-8; set a locale of UTF-8 that is installed");
    }
}
