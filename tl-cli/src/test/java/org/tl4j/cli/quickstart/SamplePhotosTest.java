package org.tl4j.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.UsageException;

class SamplePhotosTest {
    private static final SamplePhotos ALL = SamplePhotos.embedded();

    @TempDir
    private Path folder;

    @Test
    void hasFiveClassesWithFiftyAndAHundredPhotos() {
        assertThat(counts(ALL))
                .hasSize(10)
                .allSatisfy((place, count) -> assertThat(count).isEqualTo(place.startsWith("train/") ? 50L : 100L));
    }

    @Test
    void choosesAsManyAsAskedAndAllForTesting() {
        assertThat(counts(ALL.choose(20, 1)))
                .hasSize(10)
                .allSatisfy((place, count) -> assertThat(count).isEqualTo(place.startsWith("train/") ? 20L : 100L));
    }

    @Test
    void seedChooses() {
        assertThat(ALL.choose(20, 1).entries().keySet())
                .isEqualTo(ALL.choose(20, 1).entries().keySet())
                .isNotEqualTo(ALL.choose(20, 2).entries().keySet());
        assertThat(ALL.oneOfEachClass(1)).hasSize(5);
    }

    @Test
    void moreThanThereAreIsAnError() {
        assertThatThrownBy(() -> ALL.choose(51, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--images-per-class must be from 1 to 50, found 51");
        assertThatThrownBy(() -> ALL.choose(0, 1)).isInstanceOf(UsageException.class);
    }

    @Test
    void zipHasTheChosenPhotosAndAlwaysTheSameBytes() throws IOException {
        ALL.choose(5, 1).writeZip(folder.resolve("a.zip"));
        ALL.choose(5, 1).writeZip(folder.resolve("b.zip"));

        assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
        try (ZipFile zip = new ZipFile(folder.resolve("a.zip").toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .containsExactlyElementsOf(ALL.choose(5, 1).entries().keySet());
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.zip", "b.zip");
    }

    private static Map<String, Long> counts(SamplePhotos photos) {
        List<String> names = List.copyOf(photos.entries().keySet());
        return names.stream()
                .collect(
                        Collectors.groupingBy(name -> name.substring(0, name.lastIndexOf('/')), Collectors.counting()));
    }
}
