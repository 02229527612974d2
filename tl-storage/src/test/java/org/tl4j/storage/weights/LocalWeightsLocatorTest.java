package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;

class LocalWeightsLocatorTest {
    private static final String NAME = "net.safetensors";

    @TempDir
    Path folder;

    @Test
    void prefersTheChosenFile() throws IOException {
        Path chosen = file("mine/any.bin");
        file("mirror/" + NAME);
        assertThat(locator("mirror").locate(NAME, Optional.of(chosen))).isEqualTo(chosen);
    }

    @Test
    void saysThatTheChosenFileIsNotThere() throws IOException {
        file("mirror/" + NAME);
        Path absent = folder.resolve("absent");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NAME, Optional.of(absent)))
                .withMessageContainingAll(absent.toString(), "no such file");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NAME, Optional.of(folder)))
                .withMessageContaining("a folder");
    }

    @Test
    void takesTheMirrorBeforeTheCache() throws IOException {
        Path cached = file("cache/" + NAME);
        assertThat(locator("mirror").locate(NAME, Optional.empty())).isEqualTo(cached);
        assertThat(none().locate(NAME, Optional.empty())).isEqualTo(cached);
        Path mirrored = file("mirror/" + NAME);
        assertThat(locator("mirror").locate(NAME, Optional.empty())).isEqualTo(mirrored);
    }

    @Test
    void takesAFileAddressAsAMirror() throws IOException {
        Path mirrored = file("with space/" + NAME);
        String address = folder.resolve("with space").toUri().toString();
        assertThat(address).startsWith("file:").contains("%20");
        assertThat(new LocalWeightsLocator(folder.resolve("cache"), Optional.of(address))
                        .locate(NAME, Optional.empty()))
                .isEqualTo(mirrored);
    }

    @Test
    void namesAllPlacesAndRemedies() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> locator("mirror").locate(NAME, Optional.empty()))
                .withMessageContainingAll(
                        NAME,
                        folder.resolve("mirror").toString(),
                        folder.resolve("cache").toString(),
                        "--weights",
                        "TL_MIRROR");
    }

    @Test
    void knowsWhetherAFileIsPresent() throws IOException {
        assertThat(none().isPresent(NAME)).isFalse();
        assertThat(locator("mirror").isPresent(NAME)).isFalse();
        file("mirror/" + NAME);
        assertThat(locator("mirror").isPresent(NAME)).isTrue();
        file("cache/" + NAME);
        assertThat(none().isPresent(NAME)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/b", "a\\b", "c:x", "", "..", ".hidden"})
    void refusesNamesThatLeaveTheFolder(String name) {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> none().locate(name, Optional.empty()))
                .withMessageContaining("plain name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "https:///path", "http://a b/", "file:relative", "\0"})
    void refusesAMirrorThatIsNoPlace(String mirror) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new LocalWeightsLocator(folder, Optional.of(mirror)).locate(NAME, Optional.empty()))
                .withMessageContaining("TL_MIRROR");
    }

    private LocalWeightsLocator none() {
        return new LocalWeightsLocator(folder.resolve("cache"), Optional.empty());
    }

    private LocalWeightsLocator locator(String mirror) {
        return new LocalWeightsLocator(
                folder.resolve("cache"), Optional.of(folder.resolve(mirror).toString()));
    }

    private Path file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "weights");
    }
}
