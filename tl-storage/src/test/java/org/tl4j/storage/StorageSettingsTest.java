package org.tl4j.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;

class StorageSettingsTest {
    private final Path root = Path.of("").toAbsolutePath().getRoot();
    private final String home = root.resolve("home").toString();

    @Test
    void hasDefaultsInTheHomeOfTheUser() {
        StorageSettings settings = StorageSettings.of(Map.of(), properties());
        assertThat(settings.cacheFolder()).isEqualTo(Path.of(home, ".cache", "tl4j"));
        assertThat(settings.featureFolder()).isEqualTo(Path.of(home, ".cache", "tl4j", "features"));
        assertThat(settings.weightsFolder()).isEqualTo(Path.of(home, ".cache", "tl4j", "weights"));
        assertThat(settings.featureLimitBytes()).isEqualTo(4L * 1024 * 1024 * 1024);
        assertThat(settings.mirror()).isEmpty();
        assertThat(settings).isEqualTo(StorageSettings.in(settings.cacheFolder()));
    }

    @Test
    void mapsEveryVariable() {
        StorageSettings settings = StorageSettings.of(
                Map.of(
                        "TL_HOME", "/a",
                        "TL_MIRROR", "https://example.org/m",
                        "TL_FEATURE_LIMIT", "2G",
                        "TL_CATALOG", "own.json",
                        "TL_OFFLINE", "1"),
                properties());
        assertThat(settings)
                .isEqualTo(new StorageSettings(
                        Path.of("/a"),
                        2L << 30,
                        Optional.of("https://example.org/m"),
                        Optional.of(Path.of("own.json")),
                        new NetworkSettings(true, Optional.empty(), List.of())));
    }

    @Test
    void prefersProperties() {
        Properties properties = properties("tl.home", "/b", "tl.mirror", "m", "tl.feature-limit", "1K");
        StorageSettings settings =
                StorageSettings.of(Map.of("TL_HOME", "/a", "TL_MIRROR", "n", "TL_FEATURE_LIMIT", "2G"), properties);
        assertThat(settings)
                .isEqualTo(new StorageSettings(
                        Path.of("/b"), 1024, Optional.of("m"), Optional.empty(), NetworkSettings.DIRECT));
    }

    @Test
    void usesTheCacheFolderOfTheDesktop() {
        Path cache = root.resolve("cache");
        assertThat(StorageSettings.of(Map.of("XDG_CACHE_HOME", cache.toString()), properties())
                        .cacheFolder())
                .isEqualTo(cache.resolve("tl4j"));
        assertThat(StorageSettings.of(Map.of("XDG_CACHE_HOME", "relative"), properties())
                        .cacheFolder())
                .isEqualTo(Path.of(home, ".cache", "tl4j"));
        assertThat(StorageSettings.of(Map.of("XDG_CACHE_HOME", ""), properties())
                        .cacheFolder())
                .isEqualTo(Path.of(home, ".cache", "tl4j"));
    }

    @Test
    void usesTheFolderOfWindows() {
        String local = root.resolve("local").toString();
        assertThat(StorageSettings.of(Map.of("LOCALAPPDATA", local), properties("os.name", "Windows 11"))
                        .cacheFolder())
                .isEqualTo(Path.of(local, "tl4j"));
        assertThat(StorageSettings.of(Map.of("LOCALAPPDATA", local), properties())
                        .cacheFolder())
                .isEqualTo(Path.of(home, ".cache", "tl4j"));
    }

    @Test
    void passesOverBlankValues() {
        assertThat(StorageSettings.of(
                        Map.of("TL_HOME", " ", "TL_MIRROR", "", "TL_FEATURE_LIMIT", " "), properties("tl.home", "")))
                .isEqualTo(StorageSettings.of(Map.of(), properties()));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "17,17", "2k,2048", "3M,3145728", "1 GiB,1073741824", "1T,1099511627776", "5MB,5242880", "9b,9"})
    void readsSizes(String text, long bytes) {
        assertThat(StorageSettings.of(Map.of("TL_FEATURE_LIMIT", text), properties())
                        .featureLimitBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "much", "1.5G", "G", "9999999999T", "99999999999999999999"})
    void refusesWhatIsNoSize(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> StorageSettings.of(Map.of("TL_FEATURE_LIMIT", text), properties()))
                .withMessageContainingAll("feature-limit", text, "4G");
    }

    @Test
    void refusesAHomeThatIsNoPath() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> StorageSettings.of(Map.of("TL_HOME", "a\0b"), properties()))
                .withMessageContaining("TL_HOME");
    }

    @Test
    void namesPlacesThatAreNotThere() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertPlaceProblem("TL_MIRROR", root.resolve("mirorr").toString(), "does not exist");
        assertPlaceProblem("TL_MIRROR", file.toString(), "a file");
        assertPlaceProblem("TL_MIRROR", root.resolve("mirorr").toUri().toString(), "does not exist");
        assertPlaceProblem("TL_MIRROR", "htps://me:s3cret@example.org/weights", "htps://***@example.org");
        assertPlaceProblem("TL_MIRROR", "me:s3cret@example.org/weights", "***@example.org");
        assertPlaceProblem("TL_CATALOG", root.resolve("none.json").toString(), "does not exist");
        assertPlaceProblem("TL_CATALOG", root.toString(), "a folder");
        assertPlaceProblem("TL_HOME", file.toString(), "a file");
        assertPlaceProblem("TL_HOME", file.resolve("below").toString(), "does not exist");
        assertPlaceProblem("TL_HOME", root.resolve("a/b").toString(), "does not exist");
        assertPlaceProblem("TL_HOME", "~", "~");
        assertPlaceProblem("XDG_CACHE_HOME", root.resolve("a/b").toString(), "does not exist");
    }

    @Test
    void takesPlacesThatAreThereOrNew() throws IOException {
        Path file = Files.writeString(root.resolve("own.json"), "");
        Map<String, String> environment = Map.of(
                "TL_MIRROR",
                root.toString(),
                "TL_CATALOG",
                file.toString(),
                "TL_HOME",
                root.resolve("new").toString());
        assertThat(StorageSettings.placeProblems(environment, properties())).isEmpty();
        assertThat(StorageSettings.checked(environment, properties()))
                .isEqualTo(StorageSettings.of(environment, properties()));
        assertThat(StorageSettings.placeProblems(
                        Map.of("TL_MIRROR", "https://example.org/w", "XDG_CACHE_HOME", "relative"), properties()))
                .isEmpty();
    }

    @Test
    void namesVariablesThatAreMisspelt() {
        assertThat(StorageSettings.misspelt(Map.of("TL_MIROR", "a", "TL_HOME", "b", "TL_SOMETHING", "c")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("TL_MIROR", "did you mean TL_MIRROR?"));
    }

    private void assertPlaceProblem(String variable, String value, String words) {
        assertThatExceptionOfType(UsageException.class)
                .as(value)
                .isThrownBy(() -> StorageSettings.checked(Map.of(variable, value), properties()))
                .withMessageContainingAll(variable, words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void refusesANegativeLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new StorageSettings(root, -1, Optional.empty(), Optional.empty(), NetworkSettings.DIRECT))
                .withMessageContaining("-1");
    }

    private Properties properties(String... pairs) {
        Properties properties = new Properties();
        properties.setProperty("user.home", home);
        properties.setProperty("os.name", "Linux");
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }
}
